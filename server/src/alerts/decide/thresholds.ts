import type { BudgetStanding, BudgetThreshold } from '@outlay/shared/budgets'
import { type Amount, addAmounts } from '@outlay/shared/money'
import type { Day } from '@outlay/shared/period'
import Big from 'big.js'
import type { Watched } from '../budgets/budget.ts'
import type { SpendDay } from '../budgets/daily-spend.ts'
import { crossingDay } from '../budgets/standing.ts'

/** A rule of a budget that holds: what it says, and since when. */
export interface Crossing {
  /** e.g. `actual-80`, `forecast-100`. */
  readonly rule: string
  readonly threshold: BudgetThreshold
  readonly day: Day
  /** False where it holds only with sources on trial. */
  readonly watched: boolean
}

/** finops: month-to-date of days 1–5 is fees, support and tax. */
export const FORECAST_FROM_DAY = 5

export interface ThresholdInput {
  readonly budget: Pick<Watched, 'thresholds'>
  readonly standing: BudgetStanding
  /** Complete days; those outside the period are left out. */
  readonly days: readonly SpendDay[]
}

/**
 * Every threshold that is reached, the gravest first: the higher percentage, and of equal ones what has happened before
 * what is forecast.
 */
export function crossingsOf({ budget, standing, days }: ThresholdInput): readonly Crossing[] {
  const { period, amount, forecast, dataThrough } = standing
  if (amount === null || dataThrough === null) return []
  const inPeriod = days.filter(({ day }) => day >= period.start && day < period.end && day <= dataThrough)
  const allWatched = inPeriod.every(({ cost, watched }) => cost === watched)
  return budget.thresholds
    .toSorted((a, b) => rank(b) - rank(a))
    .flatMap((threshold): Crossing[] => {
      const rule = ruleOf(threshold)
      const limit = new Big(amount).times(threshold.percent).div(100)
      if (threshold.on === 'actual') {
        const day = crossingDay(inPeriod, limit)
        return day === undefined ? [] : [{ rule, threshold, day, watched: watchedSum(inPeriod).gte(limit) }]
      }
      const early = inPeriod.length <= FORECAST_FROM_DAY
      if (forecast === null || early || standing.daysLeft === 0 || forecast.expected < Number(limit))
        return []
      return [{ rule, threshold, day: dataThrough, watched: allWatched }]
    })
}

/** e.g. `actual-80`. */
export function ruleOf({ on, percent }: BudgetThreshold): string {
  return `${on}-${percent}`
}

function rank({ percent, on }: BudgetThreshold): number {
  return 2 * percent + (on === 'actual' ? 1 : 0)
}

function watchedSum(days: readonly SpendDay[]): Big {
  const sums: Amount[] = days.map(({ watched }) => watched)
  return new Big(addAmounts(sums))
}
