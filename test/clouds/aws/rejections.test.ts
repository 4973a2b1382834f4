import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from './ask.ts'
import type { Service } from './operation.ts'
import { type FakeAws, startFakeAws } from './server.ts'

let fake: FakeAws
beforeAll(async () => {
  fake = await startFakeAws({
    today: '2026-11-23',
    organization: {
      id: 'o-example',
      masterAccountId: '123456789012',
      units: [{ id: 'r-abcd', name: 'Root', parent: null }],
      accounts: [],
    },
  })
})
afterAll(() => fake.close())

const month = { Start: '2026-10-01', End: '2026-11-01' }
const costs = {
  TimePeriod: month,
  Granularity: 'DAILY',
  Metrics: ['UnblendedCost'],
  GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
}
const resources = {
  ...costs,
  TimePeriod: { Start: '2026-11-10', End: '2026-11-24' },
  GroupBy: [{ Type: 'DIMENSION', Key: 'RESOURCE_ID' }],
  Filter: { Dimensions: { Key: 'SERVICE', Values: ['Amazon Simple Storage Service'] } },
}
const cpu = {
  Id: 'm1',
  MetricStat: {
    Metric: {
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }],
    },
    Period: 3600,
    Stat: 'Average',
  },
}
const metrics = { MetricDataQueries: [cpu], StartTime: 1795219200, EndTime: 1795305600 }

test.each<[string, Service, string, unknown]>([
  ['costs', 'cost-explorer', 'GetCostAndUsage', costs],
  ['costs of resources', 'cost-explorer', 'GetCostAndUsageWithResources', resources],
  ['anomalies', 'cost-explorer', 'GetAnomalies', { DateInterval: { StartDate: '2026-09-01' } }],
  ['metrics', 'cloudwatch', 'GetMetricData', metrics],
  ['roots', 'organizations', 'ListRoots', {}],
  ['findings', 'compute-optimizer', 'GetIdleRecommendations', { maxResults: 1000 }],
  ['the hub', 'cost-optimization-hub', 'ListRecommendations', {}],
  ['volumes', 'ec2', 'DescribeVolumes', 'MaxResults=500'],
])('answers a right question for %s', async (_case, service, operation, body) => {
  expect(await ask(fake.url, service, operation, body)).toMatchObject({ status: 200 })
})

test.each<[string, Service, string, unknown, RegExp]>([
  [
    '501 metrics',
    'cloudwatch',
    'GetMetricData',
    {
      ...metrics,
      MetricDataQueries: Array.from({ length: 501 }, (_, index) => ({ ...cpu, Id: `m${index}` })),
    },
    /<=500/,
  ],
  ['one id twice', 'cloudwatch', 'GetMetricData', { ...metrics, MetricDataQueries: [cpu, cpu] }, /unique/],
  [
    'an id with a capital',
    'cloudwatch',
    'GetMetricData',
    { ...metrics, MetricDataQueries: [{ ...cpu, Id: 'M1' }] },
    /lower case/,
  ],
  [
    'a time as text',
    'cloudwatch',
    'GetMetricData',
    { ...metrics, StartTime: '2026-11-22T00:00:00Z' },
    /expected number/,
  ],
  ['an end before the start', 'cloudwatch', 'GetMetricData', { ...metrics, EndTime: 0 }, /must be less than/],
  [
    'five minutes of a hundred days ago',
    'cloudwatch',
    'GetMetricData',
    {
      ...metrics,
      StartTime: 1786000000,
      MetricDataQueries: [{ ...cpu, MetricStat: { ...cpu.MetricStat, Period: 300 } }],
    },
    /multiple of 3600/,
  ],
  ['21 accounts a page', 'organizations', 'ListAccounts', { MaxResults: 21 }, /InvalidInputException/],
  [
    'the accounts of no unit',
    'organizations',
    'ListAccountsForParent',
    { ParentId: 'ou-abcd-12345678' },
    /ParentNotFoundException/,
  ],
  [
    'the tags of a stranger',
    'organizations',
    'ListTagsForResource',
    { ResourceId: '999999999999' },
    /TargetNotFoundException/,
  ],
  [
    'the price of nothing',
    'pricing',
    'GetProducts',
    { ServiceCode: 'AmazonNothing' },
    /InvalidParameterException/,
  ],
  ['101 prices a page', 'pricing', 'GetProducts', { ServiceCode: 'AmazonEC2', MaxResults: 101 }, /<=100/],
  [
    'another filter than equality',
    'pricing',
    'GetProducts',
    { ServiceCode: 'AmazonEC2', Filters: [{ Type: 'CONTAINS', Field: 'a', Value: 'b' }] },
    /TERM_MATCH/,
  ],
  ['snapshots of everybody', 'ec2', 'DescribeSnapshots', 'MaxResults=500', /Owner/],
  ['two volumes a page', 'ec2', 'DescribeVolumes', 'MaxResults=2', /InvalidParameterValue/],
])('refuses %s', async (_case, service, operation, body, message) => {
  const before = fake.calls.length
  const { status, text } = await ask(fake.url, service, operation, body)

  expect(status).toBe(400)
  expect(text.replaceAll('\\n', ' ')).toMatch(message)
  expect(fake.calls.length - before).toBeLessThanOrEqual(1)
})

test('two services that are not switched on say so', async () => {
  fake.change({ enrolled: { computeOptimizer: false, hub: false } })

  const optimizer = await ask(fake.url, 'compute-optimizer', 'GetIdleRecommendations', {})
  const status = await ask(fake.url, 'compute-optimizer', 'GetEnrollmentStatus', {})
  const hub = await ask(fake.url, 'cost-optimization-hub', 'ListRecommendations', {})

  expect(optimizer.text).toMatch(/OptInRequiredException/)
  expect(status.text).toMatch(/Inactive/)
  expect(hub.text).toMatch(/not enrolled/)
})
