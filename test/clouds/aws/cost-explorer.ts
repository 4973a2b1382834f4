import { monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import { commitmentOperations } from './commitments.ts'
import { getCostAndUsage, getCostAndUsageWithResources, TimePeriod } from './cost-and-usage.ts'
import { listOf, pagedList, pageSize, token } from './cost-explorer-lists.ts'
import { defineOperation, type Operation, Refusal } from './operation.ts'

const getCostForecast = defineOperation({
  service: 'cost-explorer',
  name: 'GetCostForecast',
  body: z.strictObject({
    TimePeriod,
    Metric: z.enum([
      'UNBLENDED_COST',
      'AMORTIZED_COST',
      'BLENDED_COST',
      'NET_UNBLENDED_COST',
      'NET_AMORTIZED_COST',
    ]),
    Granularity: z.enum(['DAILY', 'MONTHLY']),
    PredictionIntervalLevel: z.int().min(51).max(99).optional(),
  }),
  list: 'ForecastResultsByTime',
  token: null,
  answer({ TimePeriod: { Start, End }, Granularity }, world) {
    if (world.today !== undefined && Start !== world.today)
      throw new Refusal(
        'ValidationException',
        'Start date must be equal to or no later than the current date and not in the past.',
      )
    if (End > monthStart(Start, Granularity === 'DAILY' ? 4 : 19))
      throw new Refusal('ValidationException', `${Granularity} forecasts reach no further.`)
    const rows = listOf(world, 'GetCostForecast')
    if (rows.length === 0)
      throw new Refusal('DataUnavailableException', 'Insufficient amount of historical data.')
    return { Total: { Unit: 'USD' }, ForecastResultsByTime: rows }
  },
})

const getAnomalies = defineOperation({
  service: 'cost-explorer',
  name: 'GetAnomalies',
  body: z.strictObject({
    DateInterval: z.strictObject({ StartDate: z.iso.date(), EndDate: z.iso.date().optional() }),
    MaxResults: pageSize,
    NextPageToken: token,
  }),
  list: 'Anomalies',
  token: { asked: 'NextPageToken', given: 'NextPageToken' },
  answer: ({ MaxResults }, world, offset) =>
    pagedList(world, 'GetAnomalies', offset, { list: 'Anomalies', size: MaxResults }),
})

const getRightsizingRecommendation = defineOperation({
  service: 'cost-explorer',
  name: 'GetRightsizingRecommendation',
  body: z.strictObject({
    Service: z.literal('AmazonEC2'),
    Configuration: z
      .strictObject({
        RecommendationTarget: z.enum(['SAME_INSTANCE_FAMILY', 'CROSS_INSTANCE_FAMILY']),
        BenefitsConsidered: z.boolean(),
      })
      .optional(),
    PageSize: pageSize,
    NextPageToken: token,
  }),
  list: 'RightsizingRecommendations',
  token: { asked: 'NextPageToken', given: 'NextPageToken' },
  answer: ({ PageSize }, world, offset) =>
    pagedList(world, 'GetRightsizingRecommendation', offset, {
      list: 'RightsizingRecommendations',
      size: PageSize,
    }),
})

export const costExplorerOperations: readonly Operation[] = [
  getCostAndUsage,
  getCostAndUsageWithResources,
  getCostForecast,
  getAnomalies,
  getRightsizingRecommendation,
  ...commitmentOperations,
]
