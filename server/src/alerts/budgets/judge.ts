import type { BudgetPeriod, BudgetStanding } from '@outlay/shared/budgets'
import { addAmounts } from '@outlay/shared/money'
import { addDays, type Day, daysBetween } from '@outlay/shared/period'
import type { Ask } from '../../queries/ask.ts'
import { amountOf } from './amount-of.ts'
import type { Watched } from './budget.ts'
import type { Forecasts, ScopeForecast } from './budget-forecast.ts'
import { dailySpend, type SpendDay, type TrialAccount } from './daily-spend.ts'
import { periodOf, periodsBefore } from './fiscal-period.ts'
import { standingOf } from './standing.ts'

export interface JudgeDeps {
  readonly forecasts: Forecasts
  readonly fiscalYearStart: number
  readonly trial: readonly TrialAccount[]
}

/** A budget with all that its page and its alerts are made of. */
export interface Judged {
  readonly budget: Watched
  readonly standing: BudgetStanding
  readonly period: BudgetPeriod
  /** From the start of the period before to the last complete day. */
  readonly days: readonly SpendDay[]
  readonly forecast: ScopeForecast
}

const WEEKS_BACK = 35

/** Where a budget stands in the period of its last complete day. */
export async function judge(ask: Ask, budget: Watched, deps: JudgeDeps): Promise<Judged> {
  const cut = { ...budget, fiscalYearStart: deps.fiscalYearStart }
  const through = ask.state.dataThrough
  const period = periodOf(through ?? ask.state.today, cut)
  const [before = period] = periodsBefore(period.start, 1, cut)
  const start = [before.start, addDays(through ?? period.start, -WEEKS_BACK)].toSorted()[0] ?? before.start
  const end = addDays(through ?? period.start, 1)
  const days = through === null ? [] : await dailySpend(ask, budget, { start, end }, deps.trial)
  const forecast = await deps.forecasts.of(ask, budget, period.end)
  const standing = standingOf({
    period,
    amount: amountOf(budget, period),
    dataThrough: through,
    days,
    forecast: forecast.days,
    forecastMissing: forecast.missing,
    previous: previousOf(ask, days, period, before),
  })
  return { budget, standing, period, days, forecast }
}

/** The same number of days of the period before. */
function previousOf(
  { state }: Ask,
  days: readonly SpendDay[],
  period: BudgetPeriod,
  before: BudgetPeriod,
): string | null {
  const { dataThrough, oldestDay } = state
  if (dataThrough === null || oldestDay === null || oldestDay > before.start) return null
  const end = aligned(before, period.start, dataThrough)
  return addAmounts(days.filter(({ day }) => day >= before.start && day < end).map(({ cost }) => cost))
}

/** End of the part of `before` that has as many days as `start` to `through`. */
export function aligned(before: BudgetPeriod, start: Day, through: Day): Day {
  const end = addDays(before.start, daysBetween(start, through) + 1)
  return [end, before.end].toSorted()[0] ?? end
}
