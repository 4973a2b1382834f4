import { expect, test } from 'vitest'
import { judge, type TestBill } from '../test-kit.ts'
import { incompleteUploads } from './st-04-incomplete-uploads.ts'
import { bucketItem, bucketLines, withPrices } from './test-bucket.ts'

const GB = 10_000
const lines = bucketLines({ provider: 'aws', gb: GB })
const item = (more: object) =>
  bucketItem('bucket-1', { gb: GB, kib: 1024, ages: [1, 0, 0, 0], more: { ...more } })
const bytes = (gb: number) => gb * 1024 ** 3

function verdicts(bill: TestBill) {
  return judge(incompleteUploads, { lines, prepare: withPrices, ...bill })
}

test.each(['aws', 'gcp'] as const)(
  '%s: parts of open uploads cost their share of the space',
  async (provider) => {
    const { findings } = await verdicts({
      lines: bucketLines({ provider, gb: GB }),
      inventory: [item({ incomplete_multipart_bytes: bytes(2000), incomplete_multipart_oldest_days: 70 })],
    })
    const cost = GB * (provider === 'aws' ? 0.023 : 0.02)
    const verdict = findings[0]?.verdict
    expect(verdict?.grade).toBe('I')
    // a fifth of the bytes, nine tenths of it older than a week
    expect(verdict?.savings.expected).toBeCloseTo(cost * 0.2 * 0.9, 2)
    expect(verdict?.savings.low).toBeCloseTo((cost * 0.9) / 6, 2)
    expect(verdict?.part).toBe('multipart')
    expect(verdict?.remediation.cli).toContain('AbortIncompleteMultipartUpload')
  },
)

test('parts staged for Glacier are proven by their own meter', async () => {
  const staged = {
    ...lines[0],
    usageType: 'TimedStorage-GlacierStaging',
    meter: 'staging',
    cost: '2',
  } as never
  const { findings } = await verdicts({ lines: [...lines, staged] })
  expect(findings[0]?.verdict.grade).toBe('P')
  expect(findings[0]?.verdict.savings).toMatchObject({ low: 57, expected: 60, high: 60 })
})

test('more uploads begun than completed are a hint, from 0', async () => {
  const request = (operation: string, quantity: number) =>
    ({
      ...lines[0],
      usageType: 'Requests-Tier1',
      meter: 'PUT',
      operation,
      unit: 'Requests',
      quantity,
      cost: '0.001',
    }) as never
  const { findings } = await verdicts({
    lines: [...lines, request('InitiateMultipartUpload', 100), request('CompleteMultipartUpload', 80)],
  })
  expect(findings[0]?.verdict.grade).toBe('W')
  expect(findings[0]?.verdict.savings.low).toBe(0)
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(2.3)
})

test.each([
  ['there is no inventory', 'no_inventory', {}],
  ['it holds none', 'not_worth_it', { inventory: [item({ incomplete_multipart_bytes: 0 })] }],
  [
    'the oldest started three days ago',
    'not_worth_it',
    { inventory: [item({ incomplete_multipart_bytes: bytes(500), incomplete_multipart_oldest_days: 3 })] },
  ],
  [
    'it no longer bills',
    'not_worth_it',
    { lines: bucketLines({ provider: 'aws', gb: GB, line: { to: 8 } }) },
  ],
] as const)('where %s it is silent: %s', async (_, reason, bill: TestBill) => {
  const { findings, silences } = await verdicts(bill)
  expect(findings).toEqual([])
  expect(silences.map(({ verdict }) => verdict.reason)).toEqual([reason])
})
