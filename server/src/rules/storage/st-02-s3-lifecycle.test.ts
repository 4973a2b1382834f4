import { expect, test } from 'vitest'
import { judge, type TestBill } from '../test-kit.ts'
import { s3ByAge } from './st-02-s3-lifecycle.ts'
import { bucketItem, bucketLines, withPrices } from './test-bucket.ts'

function verdicts(bill: TestBill) {
  return judge(s3ByAge, { prepare: withPrices, ...bill })
}

const OLD = [0.2, 0.1, 0.5, 0.2] as const
const UNREAD_WHEN_OLD = [0.4, 0.4, 0, 0] as const
const MONTHLY_FLOW = (0.5 / 275) * 30.4

test('old objects that are hardly read belong in Glacier Instant Retrieval', async () => {
  const { findings } = await verdicts({
    lines: bucketLines({ provider: 'aws', gb: 10_000, reads: 1000 }),
    inventory: [bucketItem('bucket-1', { gb: 10_000, kib: 4096, ages: OLD, reads: UNREAD_WHEN_OLD })],
  })

  expect(findings).toHaveLength(1)
  const verdict = findings[0]?.verdict
  // 70 % of 10,000 GB of 4 MiB objects at 0.023 − 0.004, less 0.02 a thousand transitions
  const expected = 10_000 * (0.7 * 0.019 - (MONTHLY_FLOW * 256 * 0.02) / 1000)
  expect(verdict?.grade).toBe('I')
  expect(verdict?.savings.expected).toBeCloseTo(expected, 1)
  expect((verdict?.savings.high ?? 0) - (verdict?.savings.low ?? 0)).toBeLessThan(0.4 * expected)
  expect(verdict?.oneOff).toBeCloseTo((10_000 * 0.7 * 256 * 0.02) / 1000, 1)
  expect(verdict?.part).toBe('classes')
  expect(verdict?.title).toContain('Glacier Instant after 90 days')
  expect(verdict?.remediation.cli).toContain('"StorageClass":"GLACIER_IR"')
  // the catalogue's prices of S3 are older than 180 days
  expect(verdict?.probability).toBeCloseTo(0.675)
})

test('the price of a class that the bill pays elsewhere goes before the catalogue', async () => {
  const { findings } = await verdicts({
    lines: [
      ...bucketLines({ provider: 'aws', gb: 10_000 }),
      {
        ...bucketLines({ provider: 'aws', gb: 100, resource: 'other' })[0],
        usageType: 'TimedStorage-GIR-ByteHrs',
        meter: 'GIR',
        cost: '0.01',
      } as never,
    ],
    inventory: [bucketItem('bucket-1', { gb: 10_000, kib: 4096, ages: OLD, reads: UNREAD_WHEN_OLD })],
  })
  // 0.30 for 100 GB
  const expected = 10_000 * (0.7 * 0.02 - (MONTHLY_FLOW * 256 * 0.02) / 1000)
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(expected, 1)
  expect(findings[0]?.verdict.factors.find(({ name }) => name === 'price of Glacier Instant')?.source).toBe(
    'bill',
  )
})

test('without inventory the range starts at 0', async () => {
  const { findings } = await verdicts({ lines: bucketLines({ provider: 'aws', gb: 10_000 }) })
  const verdict = findings[0]?.verdict
  expect(verdict?.grade).toBe('W')
  expect(verdict?.savings.low).toBe(0)
  // 18 % of it, of objects of 4 MiB of which 8 % grow old in a month
  expect(verdict?.savings.expected).toBeCloseTo(10_000 * 0.18 * (0.019 - (0.08 * 256 * 0.02) / 1000), 1)
  expect(verdict?.savings.high).toBeGreaterThan(verdict?.savings.expected ?? 0)
  expect(verdict?.facts['missing']).toBe('inventory of the bucket')
})

test('ages without reads, on a bill without requests, are a hint as well', async () => {
  const inventory = [bucketItem('bucket-1', { gb: 10_000, kib: 4096, ages: OLD })]
  const silent = await verdicts({ lines: bucketLines({ provider: 'aws', gb: 10_000 }), inventory })
  expect(silent.findings[0]?.verdict).toMatchObject({ grade: 'W', savings: { low: 0 } })

  const written = await verdicts({
    lines: bucketLines({ provider: 'aws', gb: 10_000, writes: 10 }),
    inventory,
  })
  expect(written.findings[0]?.verdict.grade).toBe('I')
})

test('a bill that names no buckets is judged by sub-account and region', async () => {
  const { findings } = await verdicts({
    lines: bucketLines({ provider: 'aws', gb: 10_000, resource: null }),
  })
  expect(findings[0]?.candidate.resource_ids).toEqual([])
  expect(findings[0]?.verdict.grade).toBe('W')
})

const old = (kib: number, reads: readonly [number, number, number, number], more = {}) =>
  bucketItem('bucket-1', { gb: 10_000, kib, ages: OLD, reads, more })

test.each([
  ['small objects', 'not_worth_it', { inventory: [old(38, [0, 0, 0, 0])] }],
  ['old objects read as often as new ones', 'not_worth_it', { inventory: [old(4096, [1.6, 1.6, 1.6, 1.6])] }],
  ['lifecycle rules', 'already_covered', { inventory: [old(4096, [0, 0, 0, 0], { lifecycle_rules: 1 })] }],
  [
    'no inventory, and requests that read all of it many times',
    'not_worth_it',
    { lines: bucketLines({ provider: 'aws', gb: 10_000, reads: 3e9 }) },
  ],
  [
    'a first bill ten days ago',
    'too_young',
    { lines: bucketLines({ provider: 'aws', gb: 30_000, line: { from: 9 } }) },
  ],
  [
    'a last bill a week ago',
    'not_worth_it',
    { lines: bucketLines({ provider: 'aws', gb: 30_000, line: { to: 7 } }) },
  ],
  [
    'a price ten times the list',
    'price_unknown',
    { lines: bucketLines({ provider: 'aws', gb: 10_000 }).map((line) => ({ ...line, cost: '100' })) },
  ],
] as const)('a bucket with %s is left alone: %s', async (_, reason, bill: Partial<TestBill>) => {
  const { findings, silences } = await verdicts({
    lines: bucketLines({ provider: 'aws', gb: 10_000 }),
    ...bill,
  })
  expect(findings).toEqual([])
  expect(silences.map(({ verdict }) => verdict.reason)).toEqual([reason])
})

test.each([
  ['a small bucket', bucketLines({ provider: 'aws', gb: 50 })],
  [
    'log storage of CloudWatch',
    [
      {
        service: 'AmazonCloudWatch',
        usageType: 'TimedStorage-ByteHrs',
        resource: null,
        cost: '50',
        quantity: 1000,
      },
    ],
  ],
  [
    'a bucket in Glacier',
    bucketLines({ provider: 'aws', gb: 10_000 }).map((line) => ({
      ...line,
      usageType: 'TimedStorage-GDA-ByteHrs',
      meter: 'x',
    })),
  ],
] as const)('%s is no candidate', async (_, lines) => {
  const { findings, silences } = await verdicts({ lines })
  expect([...findings, ...silences]).toEqual([])
})
