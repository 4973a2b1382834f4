import type { BudgetFiring, BudgetPeriod, BudgetPreview } from '@outlay/shared/budgets'
import { addDays, type Day, daysBetween, monthStart } from '@outlay/shared/period'
import type { Ask } from '../../queries/ask.ts'
import { spikeOn } from '../decide/daily-spike.ts'
import { crossingsOf, FORECAST_FROM_DAY, ruleOf } from '../decide/thresholds.ts'
import { amountOf } from './amount-of.ts'
import type { Watched } from './budget.ts'
import { dailySpend, type SpendDay } from './daily-spend.ts'
import { periodOf } from './fiscal-period.ts'
import type { JudgeDeps } from './judge.ts'
import type { PastForecasts } from './past-forecasts.ts'
import { standingOf } from './standing.ts'

const MONTHS = 6

/**
 * How often a budget would have told something in the six months before the current one: each past period is lived
 * through day by day with what was complete then, and with the forecast that would have been made that day. Undefined
 * where the data holds no whole month of it.
 */
export async function replay(
  ask: Ask,
  budget: Watched,
  { forecasts, fiscalYearStart }: Pick<JudgeDeps, 'forecasts' | 'fiscalYearStart'>,
): Promise<BudgetPreview['wouldHaveFired'] | undefined> {
  const { dataThrough, oldestDay } = ask.state
  if (dataThrough === null || oldestDay === null) return undefined
  const end = monthStart(dataThrough)
  const first = [monthStart(end, -MONTHS), monthStart(addDays(oldestDay, 30))].toSorted().at(-1) ?? end
  if (first >= end) return undefined
  const months = Math.round((Date.parse(end) - Date.parse(first)) / 86_400_000 / 30.4)
  const days = await dailySpend(ask, budget, { start: addDays(first, -400), end })
  const past = await forecasts.past(ask, budget)
  const firings: BudgetFiring[] = []
  for (const period of periodsIn(budget, first, end, fiscalYearStart)) {
    firings.push(...(await relive({ budget, days, past }, period, end)))
  }
  return {
    months,
    firings,
    note: 'With the bill as it stands today, corrections included, and the forecast that would have been made on each day.',
  }
}

interface Life {
  readonly budget: Watched
  readonly days: readonly SpendDay[]
  readonly past: PastForecasts | undefined
}

function periodsIn(budget: Watched, first: Day, end: Day, fiscalYearStart: number): readonly BudgetPeriod[] {
  const periods: BudgetPeriod[] = []
  for (let day = first; day < end; day = periods.at(-1)?.end ?? end) {
    periods.push(periodOf(day, { ...budget, fiscalYearStart }))
  }
  return periods
}

/** Tells each rule once a period, and what happens on one day as one: the gravest speaks. */
async function relive(life: Life, period: BudgetPeriod, end: Day): Promise<readonly BudgetFiring[]> {
  const { budget, days } = life
  const told = new Set<string>()
  const firings: BudgetFiring[] = []
  const amount = amountOf(budget, period)
  let week = ''
  for (let day = period.start; day < period.end && day < end; day = addDays(day, 1)) {
    const known = days.filter((each) => each.day <= day)
    const isEarly = daysBetween(period.start, day) < FORECAST_FROM_DAY
    const asks = amount !== null && !isEarly && asksForForecast(budget, told)
    const standing = standingOf({
      ...{ period, amount, dataThrough: day, days: known, previous: null, forecastMissing: null },
      forecast: asks ? await life.past?.on(day, period.end) : undefined,
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

/** A forecast costs milliseconds: none is made once all that hangs on it is told. */
function asksForForecast({ thresholds }: Watched, told: ReadonlySet<string>): boolean {
  return thresholds.some((threshold) => threshold.on === 'forecast' && !told.has(ruleOf(threshold)))
}
