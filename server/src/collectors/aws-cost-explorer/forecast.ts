import { isDay, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import type { CollectContext, Collected, Part } from '../collector.ts'
import { snapshot } from '../windows.ts'
import { decimal } from './answer.ts'
import { openCostExplorer } from './client.ts'
import type { Settings } from './settings.ts'

const MONTHS_AHEAD = 12
/** 80 %, as everywhere in Outlay. */
const INTERVAL = 80
const METRICS = [
  ['billed', 'UNBLENDED_COST'],
  ['effective', 'AMORTIZED_COST'],
] as const

/** What AWS expects from today to the end of this month and for the months after it. Two requests. */
export const forecastPart: Part<Settings> = {
  id: 'forecast',
  title: "AWS's own forecast",
  kind: 'forecasts',
  enabled: ({ advice }) => advice,
  windows: snapshot(),
  collect,
}

const day = z.string().refine(isDay, 'not a day')
const ForecastAnswer = z.object({
  Total: z.object({ Unit: z.string().min(1) }).optional(),
  ForecastResultsByTime: z
    .array(
      z.object({
        TimePeriod: z.object({ Start: day, End: day }),
        MeanValue: decimal,
        PredictionIntervalLowerBound: decimal.optional(),
        PredictionIntervalUpperBound: decimal.optional(),
      }),
    )
    .default([]),
})

async function collect(settings: Settings, context: CollectContext): Promise<Collected> {
  const { ask, sdk } = await openCostExplorer(settings, context)
  const { since } = context.window
  for (const [metric, Metric] of METRICS) {
    const command = new sdk.GetCostForecastCommand({
      TimePeriod: { Start: since, End: monthStart(since, MONTHS_AHEAD) },
      Metric,
      Granularity: 'MONTHLY',
      PredictionIntervalLevel: INTERVAL,
    })
    const answer = await ask(
      'GetCostForecast',
      (client, abortSignal) => client.send(command, { abortSignal }),
      ForecastAnswer,
    )
    context.page(
      answer.ForecastResultsByTime.map((row) => ({
        provider: 'aws',
        billing_account_id: settings.billingAccount ?? context.source,
        metric,
        start: row.TimePeriod.Start,
        end: row.TimePeriod.End,
        currency: answer.Total?.Unit ?? 'USD',
        mean: row.MeanValue,
        low: row.PredictionIntervalLowerBound ?? null,
        high: row.PredictionIntervalUpperBound ?? null,
        as_of: since,
      })),
    )
  }
  return { estimated: false }
}
