import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from './ask.ts'
import type { Service } from './operation.ts'
import { type FakeAws, startFakeAws } from './server.ts'

let fake: FakeAws
beforeAll(async () => {
  fake = await startFakeAws({ today: '2026-11-23' })
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
const forecast = {
  TimePeriod: { Start: '2026-11-23', End: '2026-12-23' },
  Metric: 'UNBLENDED_COST',
  Granularity: 'DAILY',
}
const plan = {
  SavingsPlansType: 'COMPUTE_SP',
  TermInYears: 'ONE_YEAR',
  PaymentOption: 'NO_UPFRONT',
  LookbackPeriodInDays: 'THIRTY_DAYS',
}

test.each<[string, Service, string, unknown, RegExp]>([
  [
    'a member that AWS does not know',
    'cost-explorer',
    'GetCostAndUsage',
    { ...costs, Colour: 'red' },
    /Unrecognized key/,
  ],
  [
    'a period without days',
    'cost-explorer',
    'GetCostAndUsage',
    { ...costs, TimePeriod: { Start: '2026-10-01', End: '2026-10-01' } },
    /before the end date/,
  ],
  [
    'a day that does not exist',
    'cost-explorer',
    'GetCostAndUsage',
    { ...costs, TimePeriod: { Start: '2026-02-30', End: '2026-03-01' } },
    /Invalid ISO date/,
  ],
  [
    'a third group',
    'cost-explorer',
    'GetCostAndUsage',
    { ...costs, GroupBy: Array(3).fill(costs.GroupBy[0]) },
    /<=2/,
  ],
  [
    'a group that is none',
    'cost-explorer',
    'GetCostAndUsage',
    { ...costs, GroupBy: [{ Type: 'DIMENSION', Key: 'COLOUR' }] },
    /Invalid option/,
  ],
  [
    'a metric that is none',
    'cost-explorer',
    'GetCostAndUsage',
    { ...costs, Metrics: ['UNBLENDED_COST'] },
    /Invalid option/,
  ],
  ['hours', 'cost-explorer', 'GetCostAndUsage', { ...costs, Granularity: 'HOURLY' }, /Invalid option/],
  [
    'costs of fifteen months ago',
    'cost-explorer',
    'GetCostAndUsage',
    { ...costs, TimePeriod: { Start: '2025-09-30', End: '2025-10-02' } },
    /ValidationException.*past 14 months/,
  ],
  [
    'costs of the future',
    'cost-explorer',
    'GetCostAndUsage',
    { ...costs, TimePeriod: { Start: '2026-11-24', End: '2026-11-25' } },
    /future/,
  ],
  [
    'resources where services are asked',
    'cost-explorer',
    'GetCostAndUsage',
    { ...resources, Filter: undefined },
    /GetCostAndUsageWithResources/,
  ],
  [
    'resources of all services',
    'cost-explorer',
    'GetCostAndUsageWithResources',
    { ...resources, Filter: undefined },
    /Filter/,
  ],
  [
    'resources of three weeks ago',
    'cost-explorer',
    'GetCostAndUsageWithResources',
    { ...resources, TimePeriod: month },
    /last 14 days/,
  ],
  [
    'a token of nobody',
    'cost-explorer',
    'GetCostAndUsage',
    { ...costs, NextPageToken: 'page-2' },
    /InvalidNextTokenException/,
  ],
  [
    'a forecast of yesterday',
    'cost-explorer',
    'GetCostForecast',
    { ...forecast, TimePeriod: month },
    /not in the past/,
  ],
  [
    'a forecast by days over half a year',
    'cost-explorer',
    'GetCostForecast',
    { ...forecast, TimePeriod: { Start: '2026-11-23', End: '2027-05-01' } },
    /no further/,
  ],
  [
    'a forecast of CamelCase',
    'cost-explorer',
    'GetCostForecast',
    { ...forecast, Metric: 'UnblendedCost' },
    /Invalid option/,
  ],
  [
    'a forecast without history',
    'cost-explorer',
    'GetCostForecast',
    forecast,
    /DataUnavailableException.*Insufficient/,
  ],
  [
    'rightsizing of another service',
    'cost-explorer',
    'GetRightsizingRecommendation',
    { Service: 'EC2' },
    /AmazonEC2/,
  ],
  [
    'a plan of five years',
    'cost-explorer',
    'GetSavingsPlansPurchaseRecommendation',
    { ...plan, TermInYears: 'FIVE_YEARS' },
    /Invalid option/,
  ],
])('refuses %s', async (_case, service, operation, body, message) => {
  const before = fake.calls.length
  const { status, text } = await ask(fake.url, service, operation, body)

  expect(status).toBe(400)
  expect(text.replaceAll('\\n', ' ')).toMatch(message)
  expect(fake.calls.length - before).toBeLessThanOrEqual(1)
})
