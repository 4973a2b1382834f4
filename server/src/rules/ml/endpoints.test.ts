import type { DuckDBConnection } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { loadPrices } from '../pricing/load-prices.ts'
import { RATE_TABLES } from '../pricing/rate-tables.ts'
import { judge, type TestBill, type TestInventory, type TestLine, type TestMetric } from '../test-kit.ts'
import { verdictOf } from '../test-verdict.ts'
import { endpointScaling } from './ml-04-endpoint-scaling.ts'
import { multiModel } from './ml-06-multi-model.ts'

const prepare = (connection: DuckDBConnection) =>
  loadPrices(connection, { day: '2026-11-01', tables: RATE_TABLES })
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
    prepare,
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

test('a load that is measured to burst keeps what its bursts need', async () => {
  const cpu = { ...series('e', 'cpu_utilization', () => 0), value: () => [20, 60] as const }
  const { findings } = await judge(endpointScaling, {
    prepare,
    lines: [endpoint('e')],
    inventory: [fixed('e')],
    metrics: [cpu, series('e', 'invocations', () => 500)],
  })
  // four replicas at 20 % with bursts of three times as much: 4 × 0.2 × 3 ÷ 0.8 = three
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(2880 * 0.25)
  expect(findings[0]?.verdict.factors[0]?.source).toContain('a burst of 3.0, as measured')
})

test('called in office hours only it goes to zero at night, 15 % kept for starting up', async () => {
  const { findings } = await judge(endpointScaling, {
    prepare,
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
  expect(await verdictOf(endpointScaling, { prepare, ...bill })).toBe(verdict)
})

const CPU = { usageType: 'USE1-Host:ml.m5.large', quantity: 1, cost: '0.115' }
const memory = (percent: number) => series('e', 'memory_utilization', () => percent)

async function serverless(more: Partial<TestLine>, metrics: readonly TestMetric[] = []) {
  const { findings } = await judge(endpointScaling, {
    prepare,
    lines: [endpoint('e', more)],
    metrics: [
      series('e', 'cpu_utilization', office(60)),
      series('e', 'invocations', office(400)),
      ...metrics,
    ],
  })
  return findings[0]?.verdict.facts ?? expect.fail('no finding')
}

test('what it would cost without machines stands beside the plan, from one core a request to all', async () => {
  // 60 % of two cores in 10 of 24 hours: 1,296,000 vCPU-seconds a month, 4 GB of 8 with room: 5 GB
  const seconds = 0.25 * 2 * 3600 * 720
  expect(await serverless(CPU, [memory(50)])).toMatchObject({
    serverless: 'may cost less',
    serverless_memory_gb: 5,
    serverless_cost_low: expect.closeTo(seconds * 1.769 * 0.00002, 1),
    serverless_cost: expect.closeTo(seconds * ((1.769 + 5) / 2) * 0.00002, 1),
    serverless_cost_high: expect.closeTo(seconds * 5 * 0.00002, 1),
    serverless_price: expect.stringMatching(/^0\.00002 USD a GB-second: us-east-1, 2026-09-01, infracost/),
  })
})

test('a first call that finds no replica is counted', async () => {
  const facts = await serverless({ quantity: 1, cost: '1' })
  // once a day, and five minutes of 400 calls an hour; the series starts in the night of its first day
  expect(facts['cold_starts_a_month']).toBe(30)
  expect(facts['requests_at_risk_a_month']).toBe(1000)
})

test.each<readonly [string, Partial<TestLine>, readonly TestMetric[], string]>([
  ['accelerators', { quantity: 1, cost: '1' }, [], 'is for CPUs only'],
  ['a model of 7 GB', CPU, [memory(88)], 'has 6 GB at most, it uses 8 GB'],
  ['another currency', { ...CPU, currency: 'EUR' }, [], 'no sourced price in EUR'],
])('without machines is no way for %s', async (_, line, metrics, why) => {
  expect((await serverless(line, metrics))['serverless']).toBe(why)
})

test('a cloud whose price no source tells says so', async () => {
  const vertex = await judge(endpointScaling, {
    lines: [endpoint('e', CPU)],
    metrics: [series('e', 'cpu_utilization', office(60)), series('e', 'invocations', office(400))],
    prepare: async (connection) => {
      await prepare(connection)
      await connection.run(`delete from unit_price where item like 'sagemaker.serverless%'`)
    },
  })
  expect(vertex.findings[0]?.verdict.facts['serverless']).toBe('no sourced price')
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
