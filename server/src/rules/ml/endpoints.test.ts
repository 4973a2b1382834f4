import { expect, test } from 'vitest'
import { judge, type TestBill, type TestInventory, type TestLine, type TestMetric } from '../test-kit.ts'
import { verdictOf } from '../test-verdict.ts'
import { endpointScaling } from './ml-04-endpoint-scaling.ts'
import { multiModel } from './ml-06-multi-model.ts'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const endpoint = (name: string, more: Partial<TestLine> = {}): TestLine => ({
  service: 'Amazon SageMaker',
  resource: `arn:aws:sagemaker:us-east-1:1:endpoint/${name}`,
  resourceType: 'Endpoint',
  usageType: 'USE1-Host:ml.g5.xlarge',
  cost: '4',
  quantity: 4,
  hours: HOURS,
  from: 40,
  ...more,
})
const series = (name: string, metric: string, value: (hour: number) => number, days = 32): TestMetric => ({
  resource: `arn:aws:sagemaker:us-east-1:1:endpoint/${name}`,
  metric,
  value,
  days,
})
const office = (busy: number) => (hour: number) => (hour % 24 >= 8 && hour % 24 < 18 ? busy : 0)
const fixed = (name: string): TestInventory => ({
  resource: `arn:aws:sagemaker:us-east-1:1:endpoint/${name}`,
  type: 'endpoint',
  attributes: { instances: 4, autoscaling: false },
})

test('four replicas at 10 % need two, the least of production', async () => {
  const { findings } = await judge(endpointScaling, {
    lines: [endpoint('e')],
    inventory: [fixed('e')],
    metrics: [series('e', 'cpu_utilization', () => 10), series('e', 'invocations', () => 500)],
  })
  expect(findings[0]?.verdict.savings).toMatchObject({
    low: expect.closeTo(1440),
    expected: expect.closeTo(1440),
    high: expect.closeTo(1440),
  })
})

test('called in office hours only it goes to zero at night, 15 % kept for starting up', async () => {
  const { findings } = await judge(endpointScaling, {
    lines: [endpoint('e', { quantity: 1, cost: '1' })],
    metrics: [series('e', 'cpu_utilization', office(60)), series('e', 'invocations', office(400))],
  })
  // ten hours with an hour before and after, of 24
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(720 * (1 - (12 / 24) * 1.15), 0)
  expect(findings[0]?.verdict.risk).toBe('high')
})

const calm = [series('e', 'cpu_utilization', () => 10), series('e', 'invocations', () => 500)]

test.each<readonly [string, TestBill, string]>([
  [
    'busy replicas',
    {
      lines: [endpoint('e')],
      metrics: [series('e', 'cpu_utilization', () => 70), series('e', 'invocations', () => 9)],
    },
    'not_worth_it',
  ],
  [
    'one replica that is called day and night',
    { lines: [endpoint('e', { quantity: 1 })], metrics: calm },
    'not_worth_it',
  ],
  [
    'it scales already',
    {
      lines: [endpoint('e')],
      metrics: calm,
      inventory: [{ ...fixed('e'), attributes: { autoscaling: true } }],
    },
    'not_worth_it',
  ],
  [
    'nobody calls it',
    {
      lines: [endpoint('e')],
      metrics: [series('e', 'cpu_utilization', () => 1), series('e', 'invocations', () => 0)],
    },
    'not_worth_it',
  ],
  ['no series', { lines: [endpoint('e')] }, 'no_metrics'],
  [
    'a series of a week',
    { lines: [endpoint('e')], metrics: [series('e', 'cpu_utilization', () => 10, 7)] },
    'no_metrics',
  ],
  ['a week old', { lines: [endpoint('e', { from: 6 })], metrics: calm }, 'too_young'],
])('an endpoint is left alone: %s', async (_, bill, verdict) => {
  expect(await verdictOf(endpointScaling, bill)).toBe(verdict)
})

const NAMES = ['a', 'b', 'c', 'd', 'e']
const alone = NAMES.map((name) => endpoint(name, { quantity: 1, cost: '1' }))
const load = (busy: number) =>
  NAMES.flatMap((name) => [series(name, 'cpu_utilization', () => busy), series(name, 'invocations', () => 9)])

test.each<readonly [string, TestBill, string]>([
  // 5 × 720, two of five machines kept
  ['five that are nearly idle fit on two', { lines: alone, metrics: load(10) }, 'U 2160.00'],
  ['without a series it is a guess', { lines: alone }, 'W 1080.00'],
  ['five that are busy', { lines: alone, metrics: load(70) }, 'not_worth_it'],
  ['two', { lines: alone.slice(0, 2), metrics: load(10) }, 'nothing'],
  [
    'three of different types',
    {
      lines: [
        alone[0] ?? endpoint('a'),
        endpoint('b', { usageType: 'Host:ml.m5.large' }),
        endpoint('c', { usageType: 'Host:ml.g4dn.xlarge' }),
      ],
    },
    'nothing',
  ],
])('endpoints of one type: %s', async (_, bill, verdict) => {
  expect(await verdictOf(multiModel, bill)).toBe(verdict)
})
