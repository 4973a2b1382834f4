import { expect, test } from 'vitest'
import { judge, type TestBill, type TestLine } from '../test-kit.ts'
import { gcsByAge } from './st-07-gcs-class.ts'
import { bucketItem, bucketLines, withPrices } from './test-bucket.ts'

const GB = 10_000
const FLOW = (0.5 / 275) * 30.4
const lines = bucketLines({ provider: 'gcp', gb: GB })
const item = (kib: number, reads: readonly [number, number, number, number], more = {}) =>
  bucketItem('bucket-1', { gb: GB, kib, ages: [0.2, 0.1, 0.5, 0.2], reads, more })

function verdicts(bill: TestBill) {
  return judge(gcsByAge, { lines, prepare: withPrices, ...bill })
}

// 70 % of the bytes, and 0.02 a thousand transitions
test.each([
  ['objects are of 4 MiB', 4096, 1.2],
  ['objects are of 64 MiB', 65_536, 1.2],
  ['new objects are read many times', 65_536, 3],
])('where %s, old ones that nobody reads belong in Coldline', async (_, kib, young) => {
  const { findings } = await verdicts({ inventory: [item(kib, [young, young, 0, 0])] })
  const verdict = findings[0]?.verdict
  const objects = (1024 * 1024) / kib
  expect(verdict?.grade).toBe('I')
  expect(verdict?.probability).toBe(0.9)
  expect(verdict?.savings.expected).toBeCloseTo(GB * (0.7 * 0.016 - (FLOW * objects * 0.02) / 1000), 1)
  expect(verdict?.oneOff).toBeCloseTo((GB * 0.7 * objects * 0.02) / 1000, 1)
  expect(verdict?.title).toContain('Coldline after 90 days')
  expect(verdict?.part).toBe('classes')
})

test('prices follow what is paid: discount, region and currency scale the saving', async () => {
  const dearer = lines.map((line) => ({ ...line, currency: 'EUR', cost: String(Number(line.cost) * 1.2) }))
  const { findings } = await verdicts({ lines: dearer, inventory: [item(4096, [1.2, 1.2, 0, 0])] })
  expect(findings[0]?.candidate.currency).toBe('EUR')
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(
    1.2 * GB * (0.7 * 0.016 - (FLOW * 256 * 0.02) / 1000),
    1,
  )
})

test('without inventory the range starts at 0', async () => {
  const { findings } = await verdicts({})
  const saving = findings[0]?.verdict.savings
  expect(findings[0]?.verdict.grade).toBe('W')
  expect(saving?.low).toBe(0)
  expect(saving?.expected).toBeCloseTo(GB * 0.18 * (0.016 - (0.08 * 256 * 0.02) / 1000), 1)
})

test('copies in more than one region make the ratio of classes less certain', async () => {
  const inventory = [item(65_536, [1.2, 1.2, 0, 0])]
  const width = async (bill: TestBill) => {
    const { findings } = await verdicts({ inventory, ...bill })
    const { low, expected, high } = findings[0]?.verdict.savings ?? { low: 0, expected: Number.NaN, high: 0 }
    return (high - low) / expected
  }
  const copies = lines.map((line): TestLine => ({ ...line, meter: 'Standard Storage US Multi-region' }))
  expect(await width({ lines: copies })).toBeGreaterThan((await width({})) + 0.1)
})

test.each([
  ['objects are small', 'not_worth_it', { inventory: [item(64, [0, 0, 0, 0])] }],
  [
    'old objects are read as often as new ones',
    'not_worth_it',
    { inventory: [item(4096, [1.6, 1.6, 1.6, 1.6])] },
  ],
  [
    'it has lifecycle rules',
    'already_covered',
    { inventory: [item(4096, [0, 0, 0, 0], { lifecycle_rules: 1 })] },
  ],
  [
    'Autoclass moves them already',
    'already_covered',
    { lines: [...lines, { ...lines[0], meter: 'Autoclass Management Fee', cost: '0.1' } as TestLine] },
  ],
] as const)('where %s it is silent: %s', async (_, reason, bill: TestBill) => {
  const { findings, silences } = await verdicts(bill)
  expect(findings).toEqual([])
  expect(silences.map(({ verdict }) => verdict.reason)).toEqual([reason])
})
