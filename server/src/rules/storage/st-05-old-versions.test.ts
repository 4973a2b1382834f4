import { expect, test } from 'vitest'
import { judge, type TestBill } from '../test-kit.ts'
import { oldVersions } from './st-05-old-versions.ts'
import { bucketItem, bucketLines, withPrices } from './test-bucket.ts'

const GB = 10_000
const item = (more: object) =>
  bucketItem('bucket-1', { gb: GB, kib: 1024, ages: [1, 0, 0, 0], more: { ...more } })
const bytes = (gb: number) => gb * 1024 ** 3

function verdicts(bill: TestBill) {
  return judge(oldVersions, { lines: bucketLines({ provider: 'aws', gb: GB }), prepare: withPrices, ...bill })
}

test.each([
  ['aws', 0.023, 'NoncurrentVersionExpiration'],
  ['gcp', 0.02, 'daysSinceNoncurrentTime'],
  ['azure', 0.0208, 'management-policy'],
] as const)('%s: old versions beyond the newest can go', async (provider, price, named) => {
  const { findings } = await verdicts({
    lines: bucketLines({ provider, gb: GB }),
    inventory: [item({ noncurrent_bytes: bytes(4000), noncurrent_versions_per_object: 8 })],
  })
  const verdict = findings[0]?.verdict
  expect(verdict?.grade).toBe('I')
  expect(verdict?.savings.expected).toBeCloseTo(GB * price * 0.4 * (7 / 8), 2)
  expect(verdict?.savings.low).toBeCloseTo(GB * price * 0.4 * (6 / 8), 2)
  expect(verdict?.part).toBe('versions')
  expect(verdict?.remediation.cli).toContain(named)
})

test.each([
  ['there is no inventory', 'no_inventory', {}],
  ['it keeps no versions', 'not_worth_it', { inventory: [item({ versioning: false })] }],
  ['few bytes are old versions', 'not_worth_it', { inventory: [item({ noncurrent_bytes: bytes(600) })] }],
  [
    'object lock keeps them',
    'excluded',
    { inventory: [item({ noncurrent_bytes: bytes(4000), object_lock: true })] },
  ],
] as const)('where %s it is silent: %s', async (_, reason, bill: TestBill) => {
  const { findings, silences } = await verdicts(bill)
  expect(findings).toEqual([])
  expect(silences.map(({ verdict }) => verdict.reason)).toEqual([reason])
})
