import type { EstimateRange } from '@outlay/shared/commitments'
import { addDays, type Day, daysBetween } from '@outlay/shared/period'
import type { DayRange, Pace } from '@outlay/shared/promises'

const PACE_DAYS = 91
const PACE_DAYS_MIN = 14
const RECENT_WEEKS = 4
/** 80 % of a normal distribution lie within so many deviations. */
const Z80 = 1.2816
/** Farther ahead than this no pace tells anything. */
const AHEAD_DAYS_MAX = 3650

export interface Projection {
  readonly pace: Pace
  /** Of the sum of so many days to come. */
  sum(days: number): EstimateRange
  /** When an amount more is reached, counted from `until`. */
  reach(amount: number): DayRange
}

/**
 * Carries on at the mean of the last 13 whole weeks that are complete. The interval of a sum of W weeks is that of new
 * weeks around a mean known from n, `Z·s·√(W + W²/n)`, and reaches to what the pace of the last four weeks alone would
 * give, so that growth is not taken for noise. Null with less than two weeks.
 */
export function projectionOf(
  daily: ReadonlyMap<Day, number>,
  { from, until }: { readonly from: Day; readonly until: Day },
): Projection | null {
  const known = Math.min(PACE_DAYS, daysBetween(from, until))
  if (known < PACE_DAYS_MIN) return null
  const count = Math.floor(known / 7)
  const weeks = Array.from({ length: count }, (_, week) => weekSum(daily, addDays(until, -7 * (week + 1))))
  const mean = meanOf(weeks)
  const recent = meanOf(weeks.slice(0, RECENT_WEEKS))
  const deviation = Math.sqrt(weeks.reduce((sum, week) => sum + (week - mean) ** 2, 0) / (count - 1))
  const sum = (days: number): EstimateRange => {
    const ahead = Math.max(0, days) / 7
    const half = Z80 * deviation * Math.sqrt(ahead + ahead ** 2 / count)
    return {
      low: cents(Math.min(mean * ahead - half, recent * ahead)),
      expected: cents(mean * ahead),
      high: cents(Math.max(mean * ahead + half, recent * ahead)),
    }
  }
  return {
    pace: { daily: cents(mean / 7), days: count * 7, until },
    sum,
    reach: (amount) => ({
      earliest: dayOf(until, amount, (days) => sum(days).high),
      expected: dayOf(until, amount, (days) => sum(days).expected),
      latest: dayOf(until, amount, (days) => sum(days).low),
    }),
  }
}

/** The first day on which the sum is large enough; null beyond ten years. */
function dayOf(until: Day, amount: number, sumOf: (days: number) => number): Day | null {
  if (amount <= 0) return until
  let [low, high] = [1, AHEAD_DAYS_MAX]
  if (sumOf(high) < amount) return null
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (sumOf(middle) >= amount) high = middle
    else low = middle + 1
  }
  return addDays(until, low)
}

function weekSum(daily: ReadonlyMap<Day, number>, start: Day): number {
  let sum = 0
  for (let day = 0; day < 7; day += 1) sum += daily.get(addDays(start, day)) ?? 0
  return sum
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function cents(value: number): number {
  return Math.round(value * 100) / 100
}
