import { expect, test } from 'vitest'
import { judge, type TestBill, type TestLine } from '../test-kit.ts'
import { logRetention } from './log-01-retention.ts'

const MARKS = {
  aws: { service: 'AmazonCloudWatch', usageType: 'TimedStorage-ByteHrs', meter: 'per GB-mo of log storage' },
  azure: { service: 'Azure Monitor', meter: 'Analytics Logs Data Retention' },
  gcp: { service: 'Cloud Logging', meter: 'Log retention' },
} as const

/** Log storage of `days` days that grows by `slope` GB-months a day and costs 30 in the last 30 days. */
function stored(
  slope: number,
  {
    provider = 'aws',
    days = 190,
    more = {},
  }: { provider?: keyof typeof MARKS; days?: number; more?: Partial<TestLine> } = {},
): TestLine[] {
  return Array.from({ length: days }, (_, ago) => ({
    provider,
    ...MARKS[provider],
    resource: null,
    cost: '1',
    quantity: 1000 - slope * ago,
    from: ago,
    to: ago,
    ...more,
  }))
}

function verdicts(bill: TestBill) {
  return judge(logRetention, bill)
}

test.each(['aws', 'azure', 'gcp'] as const)(
  '%s: what grows for half a year never expires',
  async (provider) => {
    const { findings } = await verdicts({ lines: stored(2, { provider }) })

    const verdict = findings[0]?.verdict
    // 3 days ago stands for now: 994; 90 days ago 820, 180 days ago 640, 30 days ago 940
    expect(verdict?.grade).toBe('S')
    expect(verdict?.savings.expected).toBeCloseTo((30 * 820) / 994, 2)
    expect(verdict?.savings.low).toBeCloseTo(((30 * 640) / 994) * 0.95, 2)
    expect(verdict?.savings.high).toBeCloseTo((30 * 940) / 994, 2)
    expect(verdict?.remediation.cli).not.toBeNull()
  },
)

test('with 70 days of history the older bytes are reckoned from the growth', async () => {
  const { findings } = await verdicts({ lines: stored(2, { days: 70 }) })
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(30 * (1 - (3 * 54) / 994), 2)
})

test.each([
  ['what is stored stays the same', 'no_inventory', { lines: stored(0) }],
  ['the bill is 40 days old', 'too_young', { lines: stored(2, { days: 40 }) }],
  [
    'it is an archive tier',
    'excluded',
    { lines: stored(2, { provider: 'azure', more: { meter: 'Analytics Logs Data Archive' } }) },
  ],
  [
    'its group has a retention',
    'already_covered',
    {
      lines: stored(2, { more: { resource: 'log-group-1' } }),
      inventory: [{ resource: 'log-group-1', type: 'log_group', attributes: { retention_days: 30 } }],
    },
  ],
  ['it no longer bills', 'not_worth_it', { lines: stored(2).slice(6) }],
] as const)('where %s it is silent: %s', async (_, reason, bill: TestBill) => {
  const { findings, silences } = await verdicts(bill)
  expect(findings).toEqual([])
  expect(silences.map(({ verdict }) => verdict.reason)).toEqual([reason])
})

test('space of buckets and images, and small amounts, are no candidates', async () => {
  const { findings, silences } = await verdicts({
    lines: [
      {
        service: 'Amazon Simple Storage Service',
        usageType: 'TimedStorage-ByteHrs',
        resource: 'b',
        cost: '50',
      },
      {
        service: 'Amazon Elastic Container Registry',
        usageType: 'TimedStorage-ByteHrs',
        resource: 'r',
        cost: '50',
      },
      { ...MARKS.aws, resource: null, cost: '0.1' },
    ],
  })
  expect([...findings, ...silences]).toEqual([])
})
