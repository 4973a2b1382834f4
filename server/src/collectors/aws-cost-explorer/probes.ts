import type { CostExplorerClient } from '@aws-sdk/client-cost-explorer'
import { addDays, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import { CollectError } from '../collect-error.ts'
import type { Probe } from '../collector.ts'
import { openCostExplorer } from './client.ts'
import type { Settings } from './settings.ts'

type Sdk = typeof import('@aws-sdk/client-cost-explorer')
type Send = (client: CostExplorerClient, sdk: Sdk, today: string) => Promise<unknown>

const ANY = z.looseObject({})
const TERMS = {
  TermInYears: 'ONE_YEAR',
  PaymentOption: 'NO_UPFRONT',
  LookbackPeriodInDays: 'SEVEN_DAYS',
} as const

/** One request each, 0.01 USD. */
export const PROBES: readonly Probe<Settings>[] = [
  probe('GetCostAndUsage', 'costs', isWanted, (client, sdk, today) =>
    client.send(
      new sdk.GetCostAndUsageCommand({
        TimePeriod: yesterday(today),
        Granularity: 'DAILY',
        Metrics: ['UnblendedCost'],
        GroupBy: [{ Type: 'DIMENSION', Key: 'RECORD_TYPE' }],
      }),
    ),
  ),
  advice('GetCostForecast', "AWS's forecast", (client, sdk, today) =>
    client.send(
      new sdk.GetCostForecastCommand({
        TimePeriod: { Start: today, End: addDays(today, 1) },
        Metric: 'UNBLENDED_COST',
        Granularity: 'DAILY',
      }),
    ),
  ),
  advice('GetAnomalies', 'anomalies', (client, sdk, today) =>
    client.send(new sdk.GetAnomaliesCommand({ DateInterval: { StartDate: today }, MaxResults: 1 })),
  ),
  advice('GetRightsizingRecommendation', 'rightsizing', (client, sdk) =>
    client.send(new sdk.GetRightsizingRecommendationCommand({ Service: 'AmazonEC2', PageSize: 1 })),
  ),
  advice('GetSavingsPlansCoverage', 'coverage of Savings Plans', (client, sdk, today) =>
    client.send(new sdk.GetSavingsPlansCoverageCommand(lastMonth(today))),
  ),
  advice('GetSavingsPlansUtilization', 'utilisation of Savings Plans', (client, sdk, today) =>
    client.send(new sdk.GetSavingsPlansUtilizationCommand(lastMonth(today))),
  ),
  advice('GetReservationCoverage', 'coverage of reservations', (client, sdk, today) =>
    client.send(new sdk.GetReservationCoverageCommand(lastMonth(today))),
  ),
  advice('GetReservationUtilization', 'utilisation of reservations', (client, sdk, today) =>
    client.send(new sdk.GetReservationUtilizationCommand(lastMonth(today))),
  ),
  advice('GetSavingsPlansPurchaseRecommendation', 'recommended Savings Plans', (client, sdk) =>
    client.send(
      new sdk.GetSavingsPlansPurchaseRecommendationCommand({ ...TERMS, SavingsPlansType: 'COMPUTE_SP' }),
    ),
  ),
  advice('GetReservationPurchaseRecommendation', 'recommended reservations', (client, sdk) =>
    client.send(
      new sdk.GetReservationPurchaseRecommendationCommand({
        ...TERMS,
        Service: 'Amazon Elastic Compute Cloud - Compute',
      }),
    ),
  ),
  probe(
    'GetCostAndUsageWithResources',
    'costs of single resources',
    ({ resourceServices }) => resourceServices.length > 0,
    (client, sdk, today) =>
      client.send(
        new sdk.GetCostAndUsageWithResourcesCommand({
          TimePeriod: yesterday(today),
          Granularity: 'DAILY',
          Metrics: ['UnblendedCost'],
          GroupBy: [{ Type: 'DIMENSION', Key: 'RESOURCE_ID' }],
          Filter: { Dimensions: { Key: 'SERVICE', Values: ['Amazon Simple Storage Service'] } },
        }),
      ),
  ),
]

function advice(action: string, purpose: string, send: Send): Probe<Settings> {
  return probe(action, purpose, (settings) => settings.advice, send)
}

function probe(
  action: string,
  purpose: string,
  enabled: (settings: Settings) => boolean,
  send: Send,
): Probe<Settings> {
  return {
    permission: `ce:${action}`,
    purpose,
    policy: 'docs/permissions/aws-cost-explorer.json',
    enabled,
    async check(settings, context) {
      const { ask, sdk, serverTime } = await openCostExplorer(settings, context)
      const today = context.clock().toISOString().slice(0, 10)
      const note = await answered(() => ask(action, (client) => send(client, sdk, today), ANY))
      const time = serverTime()
      return { note, ...(time === undefined ? {} : { serverTime: time }) }
    },
  }
}

/** To be told that there is no data takes the permission too. */
async function answered(ask: () => Promise<unknown>): Promise<string> {
  try {
    await ask()
    return 'cost 0.01 USD'
  } catch (error) {
    if (error instanceof CollectError && error.kind === 'no_data') return 'no data yet; cost 0.01 USD'
    throw error
  }
}

function isWanted(): boolean {
  return true
}

function yesterday(today: string) {
  return { Start: addDays(today, -1), End: today }
}

function lastMonth(today: string) {
  const TimePeriod = { Start: monthStart(today, -1), End: monthStart(today) }
  return { TimePeriod, Granularity: 'MONTHLY' as const }
}
