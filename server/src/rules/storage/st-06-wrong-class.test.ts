import { expect, test } from 'vitest'
import { judge, type TestBill, type TestLine } from '../test-kit.ts'
import { wrongClass } from './st-06-wrong-class.ts'
import { bucketItem, bucketLines, withPrices } from './test-bucket.ts'

const GB = 10_000

/** 10,000 GB in Standard-IA of AWS: space 125 a month, and fees a month. */
function cold(retrieval: number, gets: number, days = 29): TestLine[] {
  const [space] = bucketLines({ provider: 'aws', gb: GB })
  if (space === undefined) return []
  const line = (usageType: string, quantity: number, cost: number, unit: string): TestLine => ({
    ...space,
    usageType,
    meter: usageType,
    unit,
    quantity: quantity / 30,
    cost: (cost / 30).toFixed(10),
  })
  return [
    line('TimedStorage-SIA-ByteHrs', GB, GB * 0.0125, 'GB-Mo'),
    { ...line('Retrieval-SIA', retrieval, retrieval * 0.01, 'GB'), from: days },
    { ...line('Requests-SIA-Tier2', gets, gets * 0.000001, 'Requests'), from: days },
  ]
}

function verdicts(bill: TestBill) {
  return judge(wrongClass, { prepare: withPrices, ...bill })
}

test('what is read several times a month costs more than in Standard', async () => {
  const { findings } = await verdicts({ lines: cold(40_000, 10_000_000) })

  const verdict = findings[0]?.verdict
  // 125 + 400 + 10 now; 230 + 4 in Standard
  expect(verdict?.grade).toBe('P')
  expect(verdict?.savings.expected).toBeCloseTo(535 - 234, 1)
  expect((verdict?.savings.high ?? 0) - (verdict?.savings.low ?? 0)).toBeLessThan(0.1 * 301)
  expect(verdict?.part).toBe('cold:Standard-IA')
  // 100 for retrieval, 256 objects a GB written at 0.005 a thousand
  expect(verdict?.oneOff).toBeCloseTo(GB * (0.01 + (256 * 0.005) / 1000), 1)
})

test('the minimum size that is billed without a line of its own widens the range', async () => {
  const { findings } = await verdicts({
    lines: cold(40_000, 10_000_000),
    inventory: [bucketItem('bucket-1', { gb: GB, kib: 64, ages: [1, 0, 0, 0] })],
  })
  const verdict = findings[0]?.verdict
  expect(verdict?.savings.low).toBeCloseTo(535 - 234, 1)
  expect(verdict?.savings.high).toBeCloseTo(535 - 119, 1)
})

test.each([
  ['gcp', { meter: 'Nearline Storage Iowa' }, { meter: 'Nearline Data Retrieval' }, 0.01, 0.02],
  ['azure', { meter: 'Cool LRS Data Stored' }, { meter: 'Cool Data Retrieval' }, 0.0152, 0.0208],
] as const)('%s: the same by its meters', async (provider, space, read, price, standard) => {
  const [line] = bucketLines({ provider, gb: GB })
  const at = (words: object, cost: number): TestLine => ({
    ...(line as TestLine),
    ...words,
    cost: (cost / 30).toFixed(10),
  })
  const { findings } = await verdicts({ lines: [at(space, GB * price), at(read, 400)] })
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(400 - GB * (standard - price), 1)
})

test.each([
  ['fees below what the class saves', cold(5000, 10_000)],
  ['a restore on three days', cold(400_000, 10_000, 2)],
] as const)('%s: silent', async (_, lines) => {
  const { findings, silences } = await verdicts({ lines })
  expect(findings).toEqual([])
  expect(silences.map(({ verdict }) => verdict.reason)).toEqual(['not_worth_it'])
})

test('a cold class without fees, and Standard with requests, are no candidates', async () => {
  const { findings, silences } = await verdicts({
    lines: [
      ...cold(0, 0).slice(0, 1),
      ...bucketLines({ provider: 'aws', gb: GB, resource: 'hot', reads: 1e9 }),
    ],
  })
  expect([...findings, ...silences]).toEqual([])
})
