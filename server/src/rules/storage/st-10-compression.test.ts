import { expect, test } from 'vitest'
import { judge, type TestBill } from '../test-kit.ts'
import { compression } from './st-10-compression.ts'
import { bucketItem, bucketLines, withPrices } from './test-bucket.ts'

const GB = 10_000
const item = (more: object) =>
  bucketItem('bucket-1', { gb: GB, kib: 4096, ages: [1, 0, 0, 0], more: { ...more } })

function verdicts(bill: TestBill) {
  return judge(compression, { lines: bucketLines({ provider: 'aws', gb: GB }), prepare: withPrices, ...bill })
}

test.each([
  ['aws', 0.023],
  ['gcp', 0.02],
  ['azure', 0.0208],
] as const)('%s: plain text shrinks to a quarter', async (provider, price) => {
  const { findings } = await verdicts({
    lines: bucketLines({ provider, gb: GB }),
    inventory: [item({ formats: { json: 0.5, CSV: 0.3, parquet: 0.2 }, compression: 'none' })],
  })
  const verdict = findings[0]?.verdict
  expect(verdict?.grade).toBe('I')
  expect(verdict?.savings.expected).toBeCloseTo(GB * price * 0.8 * 0.75, 1)
  expect(verdict?.savings.low).toBeCloseTo(GB * price * 0.8 * 0.67, 1)
  expect(verdict?.oneOff).toBeCloseTo((GB * 256 * 0.0054) / 1000, 1)
})

test('a name alone is a hint, from 0', async () => {
  const { findings } = await verdicts({
    lines: bucketLines({ provider: 'aws', gb: GB, resource: 'events-raw-json' }),
  })
  expect(findings[0]?.verdict).toMatchObject({ grade: 'W', savings: { low: 0 } })
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(230 * 0.4)
})

test.each([
  ['nothing tells its formats', 'no_inventory', {}],
  ['it is compressed', 'not_worth_it', { inventory: [item({ formats: { json: 1 }, compression: 'gzip' })] }],
  [
    'it is binary',
    'not_worth_it',
    { inventory: [item({ formats: { parquet: 0.6, mp4: 0.4 }, compression: 'none' })] },
  ],
] as const)('where %s it is silent: %s', async (_, reason, bill: TestBill) => {
  const { findings, silences } = await verdicts(bill)
  expect(findings).toEqual([])
  expect(silences.map(({ verdict }) => verdict.reason)).toEqual([reason])
})

test('a bucket below a terabyte is no candidate', async () => {
  const { findings, silences } = await verdicts({ lines: bucketLines({ provider: 'aws', gb: 900 }) })
  expect([...findings, ...silences]).toEqual([])
})
