import { expect, test } from 'vitest'
import { judge, type TestBill, type TestLine } from '../test-kit.ts'
import { quietBucket } from './st-03-quiet-bucket.ts'
import { bucketItem, bucketLines, withPrices } from './test-bucket.ts'

const GB = 10_000
type Cloud = 'aws' | 'azure' | 'gcp'

/** A bucket that nobody asks for anything for as long as the bill goes back, beside one in use. */
function lines(provider: Cloud, days = 120): TestLine[] {
  return [
    ...bucketLines({ provider, gb: GB, line: { from: days } }),
    ...bucketLines({
      provider,
      gb: 200,
      resource: 'busy',
      reads: 90_000,
      writes: 90_000,
      line: { from: days },
    }),
  ]
}

function verdicts(bill: TestBill) {
  return judge(quietBucket, { prepare: withPrices, ...bill })
}

test.each([
  ['aws', 0.019, 'GLACIER_IR'],
  ['gcp', 0.016, 'COLDLINE'],
  ['azure', 0.0172, 'tierToCold'],
] as const)(
  '%s: a bucket without a request for 120 days is found from the bill',
  async (provider, difference, named) => {
    const { findings } = await verdicts({ lines: lines(provider) })

    expect(findings.map(({ candidate }) => candidate.resource_ids)).toEqual([['bucket-1']])
    const verdict = findings[0]?.verdict
    expect(verdict?.grade).toBe('S')
    expect(verdict?.savings.expected).toBeCloseTo(GB * difference, 1)
    expect(verdict?.savings.low).toBeCloseTo(GB * difference * 0.97, 1)
    expect(verdict?.facts['quiet_days']).toBe(120)
    expect(verdict?.remediation.cli).toContain(named)
  },
)

test('the last request of the inventory makes it sure', async () => {
  const { findings } = await verdicts({
    lines: lines('gcp', 40),
    inventory: [
      bucketItem('bucket-1', {
        gb: GB,
        kib: 1024,
        ages: [0, 0, 0, 1],
        more: { last_request_at: '2026-01-01T00:00:00Z' },
      }),
    ],
  })
  expect(findings[0]?.verdict).toMatchObject({ grade: 'I', probability: 0.9 })
  expect(findings[0]?.verdict.oneOff).toBeCloseTo((GB * 1024 * 0.02) / 1000)
})

test('some requests of a scanner a day are no use', async () => {
  const { findings } = await verdicts({
    lines: [...lines('aws'), ...bucketLines({ provider: 'aws', gb: 0, reads: 300 }).slice(1)],
  })
  expect(findings).toHaveLength(1)
})

test.each([
  [
    'it was read 50 days ago',
    'not_worth_it',
    {
      lines: [
        ...lines('aws'),
        ...bucketLines({ provider: 'aws', gb: 0, reads: 30_000, line: { from: 50, to: 50 } }).slice(1),
      ],
    },
  ],
  ['the bill knows it for 60 days only', 'too_young', { lines: lines('aws', 60) }],
  [
    'the bill of the account names no requests',
    'no_inventory',
    { lines: bucketLines({ provider: 'aws', gb: GB, line: { from: 120 } }) },
  ],
  [
    'its objects are tiny',
    'not_worth_it',
    { lines: lines('aws'), inventory: [bucketItem('bucket-1', { gb: GB, kib: 8, ages: [0, 0, 0, 1] })] },
  ],
  [
    'the inventory saw a request last week',
    'not_worth_it',
    {
      lines: lines('aws'),
      inventory: [
        bucketItem('bucket-1', {
          gb: GB,
          kib: 1024,
          ages: [0, 0, 0, 1],
          more: { last_request_at: '2026-10-25T00:00:00Z' },
        }),
      ],
    },
  ],
] as const)('where %s it is silent: %s', async (_, reason, bill: TestBill) => {
  const { findings, silences } = await verdicts(bill)
  expect(findings).toEqual([])
  expect(silences.map(({ verdict }) => verdict.reason)).toEqual([reason])
})

test('a bucket that is read every day is no candidate', async () => {
  const { findings, silences } = await verdicts({
    lines: bucketLines({ provider: 'aws', gb: GB, reads: 90_000, line: { from: 120 } }),
  })
  expect([...findings, ...silences]).toEqual([])
})
