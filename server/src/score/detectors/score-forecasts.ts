import { addDays, type Day, daysBetween, monthStart } from '@outlay/shared/period'
import { cutHistory } from '../../detect/forecast/cut-history.ts'
import { combine } from '../../detect/forecast/forecast-costs.ts'
import { type ForecastScope, type History, readHistory } from '../../detect/forecast/history.ts'
import { seasonalNaive } from '../../detect/forecast/naive.ts'
import { sum } from '../../detect/stats/quantile.ts'
import type { Ask } from '../../queries/ask.ts'
import { linearForecast } from './linear.ts'

export const HORIZONS = [7, 14, 30] as const

/** One forecast of one scope against what came. */
export interface ForecastCase {
  readonly scope: string
  readonly horizon: number
  /** Sum of absolute errors ÷ sum of the days, by method. */
  readonly wape: { readonly ours: number; readonly naive: number; readonly linear: number }
  /** Share of the days within the 80 % and the 95 % interval. */
  readonly within80: number
  readonly within95: number
}

/** One month forecast from its tenth day. */
export interface MonthCase {
  readonly scope: string
  readonly month: Day
  readonly ours: number
  readonly naive: number
  readonly linear: number
  readonly within80: boolean
}

/** History before the first forecast, and days between two. */
const FIRST = 120
const STEP = 23
const TENTH = 10

/** Forecasts scopes at past days with what was known then, and compares with the bill. */
export async function scoreForecasts(
  ask: Ask,
  scopes: readonly (readonly [name: string, scope: ForecastScope])[],
): Promise<{ readonly cases: readonly ForecastCase[]; readonly months: readonly MonthCase[] }> {
  const cases: ForecastCase[] = []
  const months: MonthCase[] = []
  for (const [name, scope] of scopes) {
    const history = await readHistory(ask, scope)
    if (history === undefined) continue
    const total = totals(history)
    if (sum(total.slice(-30)) < LEAST) continue
    cases.push(...casesOf(name, scope, history, total))
    months.push(...monthsOf(name, scope, history, total))
  }
  return { cases, months }
}

/** A scope that costs less than this in its last 30 days says nothing. */
const LEAST = 300
const NO_ENDS = { ends: new Map<string, Day>() }

function casesOf(
  name: string,
  scope: ForecastScope,
  history: History,
  total: readonly number[],
): readonly ForecastCase[] {
  const cases: ForecastCase[] = []
  for (let origin = FIRST; origin + HORIZONS[0] < total.length; origin += STEP) {
    const known = total.slice(0, origin + 1)
    if (sum(known.slice(-30)) < LEAST) continue
    const reach = HORIZONS.filter((horizon) => origin + horizon < total.length)
    const longest = reach.at(-1) ?? 0
    const day = addDays(history.from, origin)
    const { days } = combine(
      cutHistory(history, day),
      { ...scope, until: addDays(day, longest + 1) },
      NO_ENDS,
    )
    const naive = seasonalNaive(known, longest)
    const linear = linearForecast(known, longest)
    for (const horizon of reach) {
      const actual = total.slice(origin + 1, origin + 1 + horizon)
      const ours = days.slice(0, horizon)
      const inside = (low: 'low80' | 'low95', high: 'high80' | 'high95') =>
        ours.filter((each, step) => {
          const value = actual[step] ?? 0
          return value >= each[low] - 0.01 && value <= each[high] + 0.01
        }).length / horizon
      cases.push({
        scope: name,
        horizon,
        wape: {
          ours: wape(
            actual,
            ours.map(({ mean }) => mean),
          ),
          naive: wape(actual, naive),
          linear: wape(actual, linear),
        },
        within80: inside('low80', 'high80'),
        within95: inside('low95', 'high95'),
      })
    }
  }
  return cases
}

function monthsOf(
  name: string,
  scope: ForecastScope,
  history: History,
  total: readonly number[],
): readonly MonthCase[] {
  const cases: MonthCase[] = []
  const between = (start: Day, end: Day) => {
    const first = Math.max(0, daysBetween(history.from, start))
    return sum(total.slice(first, daysBetween(history.from, end)))
  }
  for (let month = monthStart(addDays(history.from, FIRST), 1); ; month = monthStart(month, 1)) {
    const until = monthStart(month, 1)
    if (until > addDays(history.through, 1)) return cases
    const madeOn = addDays(month, TENTH - 1)
    const actual = between(month, until)
    const known = total.slice(0, daysBetween(history.from, madeOn) + 1)
    if (actual < LEAST || sum(known.slice(-30)) < LEAST) continue
    const { monthEnd } = combine(cutHistory(history, madeOn), { ...scope, until }, NO_ENDS)
    const rest = daysBetween(madeOn, until) - 1
    const error = (forecast: number) => Math.abs(forecast - actual) / actual
    const soFar = between(month, addDays(madeOn, 1))
    cases.push({
      scope: name,
      month,
      ours: error(monthEnd.mean),
      naive: error(soFar + sum(seasonalNaive(known, rest))),
      linear: error(soFar + sum(linearForecast(known, rest))),
      within80: actual >= monthEnd.low80 && actual <= monthEnd.high80,
    })
  }
}

function totals({ from, through, strands }: History): readonly number[] {
  return Array.from({ length: daysBetween(from, through) + 1 }, (_, day) =>
    sum(strands.map(({ values }) => values[day] ?? 0)),
  )
}

function wape(actual: readonly number[], forecast: readonly number[]): number {
  return sum(actual.map((value, step) => Math.abs(value - (forecast[step] ?? 0)))) / sum(actual.map(Math.abs))
}
