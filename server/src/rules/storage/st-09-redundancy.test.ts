import { expect, test } from 'vitest'
import { judge, type TestBill, type TestLine } from '../test-kit.ts'
import { redundancy } from './st-09-redundancy.ts'
import { bucketItem, bucketLines, withPrices } from './test-bucket.ts'

const GB = 10_000

function copies(provider: 'azure' | 'gcp', meter: string, price: number, env: string | null): TestLine[] {
  const [line] = bucketLines({ provider, gb: GB })
  return [
    {
      ...(line as TestLine),
      meter,
      cost: ((GB * price) / 30).toFixed(10),
      tags: env === null ? {} : { env },
    },
  ]
}

function verdicts(bill: TestBill) {
  return judge(redundancy, { prepare: withPrices, ...bill })
}

test.each([
  ['azure', 'Hot RA-GRS Data Stored', 0.0478, 0.435],
  ['azure', 'Hot GRS Data Stored', 0.0458, 0.47],
  ['gcp', 'Standard Storage US Multi-region', 0.026, 0.77],
] as const)('%s: %s of a development bucket', async (provider, meter, price, ratio) => {
  const { findings } = await verdicts({ lines: copies(provider, meter, price, 'dev') })
  const verdict = findings[0]?.verdict
  expect(verdict?.grade).toBe('S')
  expect(verdict?.savings.expected).toBeCloseTo(GB * price * (1 - ratio), 1)
  expect(verdict?.savings.low).toBeLessThan(verdict?.savings.expected ?? 0)
})

test('the price that the account pays in one region goes before list prices', async () => {
  const { findings } = await verdicts({
    lines: [
      ...copies('azure', 'Hot RA-GRS Data Stored', 0.0478, 'test'),
      ...bucketLines({ provider: 'azure', gb: 500, resource: 'plain' }),
    ],
  })
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(GB * (0.0478 - 0.0208), 1)
  expect(findings[0]?.verdict.factors[1]?.source).toContain('bill')
})

test.each([
  ['production', copies('azure', 'Hot RA-GRS Data Stored', 0.0478, 'prod'), 'excluded'],
  [
    'a bucket without environment',
    copies('gcp', 'Standard Storage EU Multi-region', 0.026, null),
    'excluded',
  ],
] as const)('%s keeps its copies', async (_, lines, reason) => {
  const { findings, silences } = await verdicts({ lines })
  expect(findings).toEqual([])
  expect(silences.map(({ verdict }) => verdict.reason)).toEqual([reason])
})

test('production that can be made again is found', async () => {
  const { findings } = await verdicts({
    lines: copies('azure', 'Hot RA-GRS Data Stored', 0.0478, 'prod'),
    inventory: [
      bucketItem('bucket-1', { gb: GB, kib: 1024, ages: [1, 0, 0, 0], more: { reproducible: true } }),
    ],
  })
  expect(findings).toHaveLength(1)
})

test('one region, and zones of one region, are no candidates', async () => {
  const { findings, silences } = await verdicts({
    lines: [
      ...bucketLines({ provider: 'azure', gb: GB }),
      ...copies('azure', 'Hot ZRS Data Stored', 0.026, 'dev').map((line) => ({ ...line, resource: 'zones' })),
    ],
  })
  expect([...findings, ...silences]).toEqual([])
})
