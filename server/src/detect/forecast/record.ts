import { createHash } from 'node:crypto'
import type { Forecast, ForecastRecord } from '@outlay/shared/detect'
import { addDays, type Day, daysBetween, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'
import { sum } from '../stats/quantile.ts'
import { cutHistory } from './cut-history.ts'
import { combine, type ForecastQuestion } from './forecast-costs.ts'
import type { ForecastScope, History } from './history.ts'

/** Day of the month from which last month is forecast again. */
const TENTH = 10
const DAYS_NEEDED = 28
/** A kept forecast is judged by at least this many days. */
const JUDGED_DAYS = 7
const JUDGED_MAX = 31

/** How far off forecasts of the scope were; null where history is too short to tell. */
export async function readRecord(
  ask: Ask,
  question: ForecastQuestion,
  history: History,
): Promise<ForecastRecord> {
  return { lastMonth: lastMonth(question, history), kept: await keptError(ask, question, history) }
}

/** Of filters, metric, charges and currency. */
export function scopeKey({ filters, metric, charges, currency }: ForecastScope): string {
  return createHash('sha256')
    .update(JSON.stringify([filters, metric, charges, currency]))
    .digest('hex')
    .slice(0, 16)
}

function lastMonth(question: ForecastQuestion, history: History): ForecastRecord['lastMonth'] {
  const month = monthStart(addDays(history.through, 1), -1)
  const madeOn = addDays(month, TENTH - 1)
  if (daysBetween(history.from, madeOn) < DAYS_NEEDED) return null
  const then = cutHistory(history, madeOn)
  const until = monthStart(month, 1)
  const forecast: Forecast = combine(then, { ...question, until }, { ends: new Map() }, true)
  const actual = actualBetween(history, month, until)
  const { mean } = forecast.monthEnd
  return actual === 0
    ? null
    : { month, madeOn, mean, actual, error: Math.abs(mean - actual) / Math.abs(actual) }
}

async function keptError(
  { connection }: Ask,
  question: ForecastQuestion,
  history: History,
): Promise<ForecastRecord['kept']> {
  const before = addDays(history.through, -JUDGED_DAYS)
  const [run] = await runQuery(connection, keptQuery, { scope: scopeKey(question), before })
  if (run === undefined) return null
  const days = Math.min(run.means.length, daysBetween(run.data_through, history.through), JUDGED_MAX)
  const all = Array.from({ length: days }, (_, step) => addDays(run.data_through, step + 1))
  const actual = all.map((day) => actualBetween(history, day, addDays(day, 1)))
  const total = sum(actual.map(Math.abs))
  if (total === 0) return null
  const missed = sum(actual.map((value, step) => Math.abs(value - (run.means[step] ?? 0))))
  return { madeOn: run.data_through, days, wape: missed / total }
}

/** Sum of the scope from `start` up to `end`, exclusive. */
function actualBetween({ from, strands }: History, start: Day, end: Day): number {
  const first = Math.max(0, daysBetween(from, start))
  return sum(strands.map(({ values }) => sum(values.slice(first, Math.max(first, daysBetween(from, end))))))
}

/** The newest that is old enough to be judged. */
const keptQuery = {
  name: 'forecast.kept',
  sql: `
    select data_through, means
    from forecast_run
    where scope_key = $scope and data_through <= $before::date
    order by data_through desc, made_at desc
    limit 1
  `,
  params: z.object({ scope: z.string(), before: z.string() }),
  row: z.object({ data_through: z.string(), means: z.array(z.number()) }),
} satisfies Query<z.ZodType, z.ZodType>
