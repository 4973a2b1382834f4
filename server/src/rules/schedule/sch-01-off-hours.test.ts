import { expect, test } from 'vitest'
import { judge, type TestLine, type TestMetric } from '../test-kit.ts'
import { offHours } from './sch-01-off-hours.ts'

const DAY = Array.from({ length: 24 }, (_, hour) => hour)
const QA = { env: 'qa' }

/** 0.192 an hour, day and night: 138.24 in the thirty days, of which 21 are working days. */
const BY_THE_DAY: TestLine = { resource: 'i-1', name: 'qa-web', cost: '4.608', tags: QA, from: 40 }
const BY_THE_HOUR: TestLine = { ...BY_THE_DAY, cost: '0.192', hours: DAY }
const MACHINE: TestLine = { ...BY_THE_HOUR, usageType: 'BoxUsage:m5.xlarge' }
const OFFICE: Partial<TestLine> = { weekdays: [1, 2, 3, 4, 5] }
/** 468 of 720 hours are outside twelve hours on 21 days. */
const OFF_COST = (138.24 * 468) / 720

/** CPU of 60 % in these hours of working days and nothing else; the series starts on a Wednesday. */
function works(
  resource: string,
  from: number,
  until: number,
  metric = 'cpu_utilization',
  busy = 60,
): TestMetric {
  return {
    resource,
    metric,
    value: (hour) => {
      const weekday = (2 + Math.floor(hour / 24)) % 7
      return weekday < 5 && hour % 24 >= from && hour % 24 < until ? busy : 0
    },
  }
}

const AZURE_ID = '/subscriptions/s1/resourcegroups/rg1/providers/microsoft.compute/virtualmachines/uat-1'

test.each<[string, TestLine, string]>([
  ['an hourly bill', MACHINE, 'i-1'],
  ['a daily bill', { ...BY_THE_DAY, usageType: 'BoxUsage:m5.xlarge' }, 'i-1'],
  [
    'Azure',
    { ...BY_THE_HOUR, provider: 'azure', service: 'Virtual Machines', resource: AZURE_ID, meter: 'D4s v5' },
    AZURE_ID,
  ],
  [
    'Google Cloud',
    {
      ...BY_THE_HOUR,
      provider: 'gcp',
      service: 'Compute Engine',
      description: 'E2 Instance Core running in Americas',
      tags: { ...QA, 'compute.googleapis.com/machine_spec': 'e2-standard-8' },
      quantity: 8,
    },
    'i-1',
  ],
])('a machine of %s that works by day costs its nights and weekends', async (_, line, resource) => {
  const { findings } = await judge(offHours, { lines: [line], metrics: [works(resource, 8, 18)] })

  expect(findings).toHaveLength(1)
  const { verdict } = findings[0] ?? expect.fail('no finding')
  expect(verdict.grade).toBe('U')
  expect(verdict.savings.expected).toBeCloseTo(OFF_COST, 4)
  expect(verdict.savings.low).toBeCloseTo((OFF_COST * 98) / 108, 4)
  expect(verdict.savings.high).toBeCloseTo((OFF_COST * 123) / 108, 4)
})

test('its own load says when it works, also across midnight', async () => {
  const { findings } = await judge(offHours, { lines: [MACHINE], metrics: [works('i-1', 14, 24)] })

  expect(findings[0]?.verdict.facts['work_starts_utc']).toBe(12)
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(OFF_COST, 4)
  expect(findings[0]?.verdict.remediation.cli).toContain('cron(0 0 ? * TUE-SAT *)')
})

test('a database without a connection at night is found, whatever its CPU does', async () => {
  const line: TestLine = {
    resource: 'arn:aws:rds:us-east-1:1:db:dev',
    service: 'Amazon Relational Database Service',
    usageType: 'InstanceUsage:db.m5.large',
    cost: '0.192',
    hours: DAY,
    tags: QA,
  }
  const resource = 'arn:aws:rds:us-east-1:1:db:dev'
  const metrics = [
    works(resource, 8, 18, 'connections', 9),
    { resource, metric: 'cpu_utilization', value: () => 11 },
  ]
  const { findings } = await judge(offHours, { lines: [line], metrics })

  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(OFF_COST, 4)
  expect(findings[0]?.verdict.remediation.cli).toContain('"DbInstanceIdentifier\\":\\"dev')
})

test('without a series a flat machine is a strong pattern with a wide interval', async () => {
  const { findings } = await judge(offHours, { lines: [MACHINE] })

  expect(findings[0]?.verdict.grade).toBe('S')
  expect(findings[0]?.verdict.probability).toBe(0.6)
  expect(findings[0]?.verdict.savings.low).toBeCloseTo(OFF_COST * 0.54, 4)
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(OFF_COST * 0.86, 4)
})

test('other working hours are a setting', async () => {
  const settings = { from_hour: 9, utc_offset: 2, hours_a_day: 8 }
  const { findings } = await judge(offHours, { lines: [MACHINE], settings })

  expect(findings[0]?.verdict.facts['work_starts_utc']).toBe(7)
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo((0.86 * 138.24 * (720 - 21 * 8)) / 720, 4)
})

test.each<[string, TestLine, TestMetric[], string]>([
  [
    'one that works at night too',
    MACHINE,
    [{ resource: 'i-1', metric: 'cpu_utilization', value: () => 40 }],
    'not_worth_it',
  ],
  [
    'one that never works',
    MACHINE,
    [{ resource: 'i-1', metric: 'cpu_utilization', value: () => 2 }],
    'not_worth_it',
  ],
  [
    'one that a schedule stops already',
    { ...MACHINE, ...OFFICE, hours: DAY.slice(8, 18) },
    [works('i-1', 8, 18)],
    'not_worth_it',
  ],
  [
    'one that a schedule stops, on a daily bill',
    { ...BY_THE_DAY, ...OFFICE, usageType: 'BoxUsage:m5.xlarge', quantity: 10, cost: '1.92' },
    [],
    'not_worth_it',
  ],
  ['one of ten days', { ...MACHINE, from: 9 }, [], 'too_young'],
  ['one that is gone', { ...MACHINE, to: 6 }, [], 'not_worth_it'],
  [
    'a node of Kubernetes without a series',
    { ...MACHINE, tags: { ...QA, 'eks:cluster-name': 'play' } },
    [],
    'no_metrics',
  ],
  ['an accelerator without a series', { ...MACHINE, usageType: 'BoxUsage:g5.xlarge' }, [], 'no_metrics'],
  ['a node of a job', { ...MACHINE, tags: { ...QA, 'aws:batch:compute-environment': 'x' } }, [], 'excluded'],
])('%s is left alone with a reason', async (_, line, metrics, reason) => {
  const { findings, silences } = await judge(offHours, { lines: [line], metrics })

  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe(reason)
})

test.each<[string, Partial<TestLine>]>([
  ['a machine of production', { name: 'web', tags: { env: 'prod' } }],
  ['a machine on spot', { pricing: 'Dynamic', usageType: 'SpotUsage:m5.xlarge' }],
  ['a disk', { usageType: 'EBS:VolumeUsage.gp3' }],
])('%s is no candidate', async (_, line) => {
  const { findings, silences } = await judge(offHours, { lines: [{ ...MACHINE, ...line }] })
  expect([...findings, ...silences]).toEqual([])
})
