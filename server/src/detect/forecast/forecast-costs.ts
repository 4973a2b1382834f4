import type { Estimate, Forecast, ForecastAnswer, ForecastDay, NotEnoughData } from '@outlay/shared/detect'
import { addDays, type Day, daysBetween, monthStart } from '@outlay/shared/period'
import type { Ask } from '../../queries/ask.ts'
import type { CreditPool, ReadCreditPools } from '../../queries/credit-pool.ts'
import { sum } from '../stats/quantile.ts'
import { type Carried, carry } from './carry.ts'
import { type ForecastScope, type History, readHistory } from './history.ts'
import { readKnownEnds } from './known-ends.ts'
import { toParts } from './parts.ts'

export interface ForecastQuestion extends ForecastScope {
  /** Day after the last forecast day. */
  readonly until: Day
}

const DAYS_NEEDED = 10

/**
 * Forecast of a scope from the day after the last complete one up to `until`, and the end of the month of its first day
 * in any case. Amounts are doubles in units of the currency. Usage goes through the models of `forecastUsage`; what
 * recurs, commitments with their known ends, tax and credits are carried on by themselves, what is paid once is not.
 * Credits end where `readPools` tells that they expire or are used up; without it they go on while they do.
 */
export async function forecastCosts(
  ask: Ask,
  question: ForecastQuestion,
  readPools?: ReadCreditPools,
): Promise<ForecastAnswer> {
  const history = await readHistory(ask, question)
  const complete = history === undefined ? 0 : daysBetween(history.from, history.through) + 1
  if (history === undefined || complete < DAYS_NEEDED) return notEnough(question, complete)
  const hasCredits = history.strands.some(({ part }) => part === 'credit')
  const pools = hasCredits && readPools !== undefined ? await readPools(ask) : []
  return combine(history, question, { ends: await readKnownEnds(ask), pools })
}

function notEnough({ currency, metric, charges }: ForecastQuestion, completeDays: number): NotEnoughData {
  const reason =
    completeDays === 0
      ? 'There are no complete days with costs in this scope.'
      : `There are ${completeDays} complete days; a forecast needs ${DAYS_NEEDED}.`
  return {
    state: 'not_enough_data',
    currency,
    basis: { metric, charges },
    completeDays,
    needed: DAYS_NEEDED,
    reason,
  }
}

/** The forecast of a history; `meansOnly` leaves out the intervals and most of the work. */
export function combine(
  history: History,
  question: ForecastQuestion,
  known: { readonly ends: ReadonlyMap<string, Day>; readonly pools?: readonly CreditPool[] },
  meansOnly = false,
): Forecast {
  const { from, through, strands } = history
  const first = addDays(through, 1)
  const monthEnd = monthStart(first, 1)
  const until = [question.until, monthEnd].toSorted().at(-1) ?? monthEnd
  const usage = strands.find((strand) => strand.part === 'usage')?.values ?? []
  const pools = known.pools?.filter(({ currency }) => currency === question.currency) ?? []
  const options = { until, ends: known.ends, pools, usage, meansOnly }
  const carried = strands.map((strand) => carry(strand, question, options))
  const all = Array.from({ length: daysBetween(first, until) }, (_, step) => addDays(first, step))
  const days = all.filter((day) => day < question.until)
  return {
    state: 'ready',
    currency: question.currency,
    basis: { metric: question.metric, charges: question.charges },
    history: { from, through, completeDays: daysBetween(from, through) + 1 },
    days: days.map((day) => estimateDay(carried, day)),
    cumulative: days.map((day) => estimateSum(carried, first, day)),
    method: carried.find(({ part }) => part === 'usage')?.method ?? 'what recurs comes again',
    parts: toParts(carried, first, days.length),
    monthEnd: monthEndOf(history, carried, { month: monthStart(first), last: addDays(monthEnd, -1) }),
  }
}

function estimateDay(carried: readonly Carried[], day: Day): ForecastDay {
  const mean = sum(carried.map(({ means, through }) => means[daysBetween(through, day) - 1] ?? 0))
  const widths = carried.map(({ widths, through }) => widths?.day[daysBetween(through, day) - 1])
  return { day, ...around(mean, widths) }
}

/** Sum from `first` through `day`. */
function estimateSum(carried: readonly Carried[], first: Day, day: Day): ForecastDay {
  const mean = sum(carried.map((each) => partSum(each, first, day)))
  return { day, ...around(mean, sumWidths(carried, day)) }
}

function partSum({ means, through }: Carried, first: Day, last: Day): number {
  return sum(means.slice(daysBetween(through, first) - 1, daysBetween(through, last)))
}

function sumWidths(carried: readonly Carried[], day: Day) {
  return carried.map(({ widths, through }) => widths?.sum[daysBetween(through, day) - 1])
}

/** Days of late accounts that are still missing are part of the mean, not of what is actual. */
function monthEndOf(
  { from, through, strands }: History,
  carried: readonly Carried[],
  { month, last }: { month: Day; last: Day },
): Forecast['monthEnd'] {
  const start = Math.max(0, daysBetween(from, month))
  const actual = through < month ? 0 : sum(strands.map(({ values }) => sum(values.slice(start))))
  const rest = sum(
    carried.map((each) => partSum(each, month > each.through ? month : addDays(each.through, 1), last)),
  )
  return { month, actual, ...around(actual + rest, sumWidths(carried, last), actual) }
}

/** Errors of accounts that are forecast apart are taken as independent. */
function around(
  mean: number,
  widths: readonly ({ readonly at80: number; readonly at95: number } | undefined)[],
  floor = 0,
): Estimate {
  const at80 = Math.hypot(...widths.map((width) => width?.at80 ?? 0))
  const at95 = Math.hypot(...widths.map((width) => width?.at95 ?? 0))
  const least = Math.min(mean, floor)
  return {
    mean,
    low80: Math.max(least, mean - at80),
    high80: mean + at80,
    low95: Math.max(least, mean - at95),
    high95: mean + at95,
  }
}
