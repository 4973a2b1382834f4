import type { PlanDiscount, PlanPoint } from '@outlay/shared/commitment-plan'
import type { EstimateRange } from '@outlay/shared/commitments'
import { bestCommitment, planOf, savingIfUsageFalls } from '../../rules/commitment/newsvendor.ts'
import { sizePlan } from '../../rules/commitment/size-plan.ts'
import { ratio } from '../figures.ts'

const HOURS_A_MONTH = 720
const WEEK_HOURS = 168
const POINTS = 80
/** Two-sided 80 % of Student's t by degrees of freedom; 1.3 beyond. */
const T80 = [3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397] as const
const T80_MORE = 1.33

export interface CurveInput {
  /** On-demand cost of each hour. */
  readonly hours: readonly number[]
  readonly discount: PlanDiscount
  /** Hours made of days, which hide the nights. */
  readonly daily: boolean
}

export interface Curve {
  readonly curve: readonly PlanPoint[]
  readonly best: PlanPoint
  point(hourly: number): PlanPoint
}

/**
 * Saving against hourly commitment, from nothing to the busiest hour. The best is the discount's quantile of the hours
 * (newsvendor), no more than the last two weeks carry; regret is what it falls short of the best in hindsight.
 */
export function curveOf(input: CurveInput): Curve {
  const { hours, discount, daily } = input
  const rate = 1 - discount.discount
  const top = hours.reduce((most, cost) => Math.max(most, cost), 0) * rate
  const best = sizePlan(hours, discount.discount, daily, 1).hourly
  const most = bestCommitment(hours, discount.discount).saving
  const point = (hourly: number) => pointOf(input, hourly, most)
  const steps = Array.from({ length: POINTS + 1 }, (_, index) => (top * index) / POINTS)
  const candidates = [...new Set([...steps, best])].toSorted((a, b) => a - b)
  return { curve: candidates.map(point), best: point(best), point }
}

function pointOf({ hours, discount, daily }: CurveInput, hourly: number, most: number): PlanPoint {
  const covers = hourly / (1 - discount.discount)
  const plan = planOf(hours, discount.discount, covers)
  const total = hours.reduce((sum, cost) => sum + cost, 0) / Math.max(1, hours.length)
  const fallen = (by: number) => monthly(savingIfUsageFalls(hours, discount.discount, covers, by))
  const down20 = fallen(0.2)
  const saving = rangeOf(hours, discount, hourly)
  return {
    hourly: digits(hourly),
    covers: digits(covers),
    utilisation: digits(plan.utilisation),
    coverage: ratio(plan.saving + plan.hourly, total) ?? 0,
    // Nights that days hide may be as empty as a fifth less usage.
    saving: daily ? { ...saving, low: Math.min(saving.low, down20) } : saving,
    savingIfDown20: down20,
    savingIfDown40: fallen(0.4),
    regret: Math.max(0, monthly(most - plan.saving)),
  }
}

/** The least discount on the leaner weeks to the best on the fuller ones; the commitment in dollars stays the same. */
function rangeOf(hours: readonly number[], discount: PlanDiscount, hourly: number): EstimateRange {
  const at = (share: number, side: -1 | 0 | 1) => {
    const used = hours.map((cost) => Math.min(cost, hourly / (1 - share)))
    return monthly(mean(used) + side * spreadOf(used) - hourly)
  }
  const expected = at(discount.discount, 0)
  return {
    low: Math.min(expected, at(discount.low, -1)),
    expected,
    high: Math.max(expected, at(discount.high, 1)),
  }
}

/** Half the width of the 80 % interval of the mean, from the means of whole weeks. */
function spreadOf(used: readonly number[]): number {
  const weeks = []
  for (let end = used.length; end >= WEEK_HOURS; end -= WEEK_HOURS)
    weeks.push(mean(used.slice(end - WEEK_HOURS, end)))
  if (weeks.length < 2) return 0
  const middle = mean(weeks)
  const variance = weeks.reduce((sum, week) => sum + (week - middle) ** 2, 0) / (weeks.length - 1)
  return (T80[weeks.length - 2] ?? T80_MORE) * Math.sqrt(variance / weeks.length)
}

function monthly(perHour: number): number {
  return Math.round(perHour * HOURS_A_MONTH * 100) / 100
}

function digits(value: number): number {
  return Math.round(value * 1e4) / 1e4
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
