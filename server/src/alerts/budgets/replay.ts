import type { BudgetFiring, BudgetPeriod, BudgetPreview } from '@outlay/shared/budgets'
import type { ForecastDay } from '@outlay/shared/detect'
import { addDays, type Day, monthStart } from '@outlay/shared/period'
import type { Ask } from '../../queries/ask.ts'
import { spikeOn } from '../decide/daily-spike.ts'
import { crossingsOf } from '../decide/thresholds.ts'
import { amountOf } from './amount-of.ts'
import type { Watched } from './budget.ts'
import { dailySpend, type SpendDay } from './daily-spend.ts'
import { periodOf } from './fiscal-period.ts'
import { standingOf } from './standing.ts'

const MONTHS = 6
const WEEKS = 4

/**
 * How often a budget would have told something in the six months before the current one: each past period is lived
 * through day by day with what was complete then. Its forecast is a simple one, so that the answer comes while somebody
 * types: the days left cost what their weekday cost in the four weeks before. Undefined where the data holds no whole
 * month of it.
 */
export async function replay(
  ask: Ask,
  budget: Watched,
  fiscalYearStart: number,
): Promise<BudgetPreview['wouldHaveFired'] | undefined> {
  const { dataThrough, oldestDay } = ask.state
  if (dataThrough === null || oldestDay === null) return undefined
  const end = monthStart(dataThrough)
  const first = [monthStart(end, -MONTHS), monthStart(addDays(oldestDay, 30))].toSorted().at(-1) ?? end
  if (first >= end) return undefined
  const months = Math.round((Date.parse(end) - Date.parse(first)) / 86_400_000 / 30.4)
  const days = await dailySpend(ask, budget, { start: addDays(first, -400), end })
  const firings: BudgetFiring[] = []
  for (const period of periodsIn(budget, first, end, fiscalYearStart)) {
    firings.push(...relive({ budget, days }, period, end))
  }
  return {
    months,
    firings,
    note: 'With the bill as it stands today, corrections included, and a simple forecast: the last four weeks by weekday.',
  }
}

interface Life {
  readonly budget: Watched
  readonly days: readonly SpendDay[]
}

function periodsIn(budget: Watched, first: Day, end: Day, fiscalYearStart: number): readonly BudgetPeriod[] {
  const periods: BudgetPeriod[] = []
  for (let day = first; day < end; day = periods.at(-1)?.end ?? end) {
    periods.push(periodOf(day, { ...budget, fiscalYearStart }))
  }
  return periods
}

/** Tells each rule once a period, and what happens on one day as one: the gravest speaks. */
function relive({ budget, days }: Life, period: BudgetPeriod, end: Day): readonly BudgetFiring[] {
  const told = new Set<string>()
  const firings: BudgetFiring[] = []
  const amount = amountOf(budget, period)
  let week = ''
  for (let day = period.start; day < period.end && day < end; day = addDays(day, 1)) {
    const known = days.filter((each) => each.day <= day)
    const standing = standingOf({
      period,
      amount,
      dataThrough: day,
      days: known,
      forecast: amount === null ? undefined : weekdayForecast(known, day, period.end),
      forecastMissing: null,
      previous: null,
    })
    const fresh = crossingsOf({ budget, standing, days: known }).filter(({ rule }) => !told.has(rule))
    for (const { rule } of fresh) told.add(rule)
    const [gravest] = fresh
    if (gravest !== undefined) firings.push({ period: period.key, rule: gravest.rule, day })
    const spike = budget.dailySpike === null ? undefined : spikeOn(known, day, budget.dailySpike)
    if (spike !== undefined && week < addDays(day, -6)) {
      week = day
      firings.push({ period: period.key, rule: 'daily-spike', day })
    }
  }
  return firings
}

/** Cumulative from the day after `day` to `end`, without an interval. */
function weekdayForecast(days: readonly SpendDay[], day: Day, end: Day): readonly ForecastDay[] {
  const first = addDays(day, -7 * WEEKS)
  const means = new Map<number, number>()
  for (const { day: past, cost } of days.filter((each) => each.day > first)) {
    const weekday = weekdayOf(past)
    means.set(weekday, (means.get(weekday) ?? 0) + Number(cost) / WEEKS)
  }
  const ahead: ForecastDay[] = []
  let sum = 0
  for (let next = addDays(day, 1); next < end; next = addDays(next, 1)) {
    sum += means.get(weekdayOf(next)) ?? 0
    ahead.push({ day: next, mean: sum, low80: sum, high80: sum, low95: sum, high95: sum })
  }
  return ahead
}

function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}
