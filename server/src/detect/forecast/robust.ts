import { deviation, mean, median } from '../stats/quantile.ts'

const WEEK = 7
/** Weeks that the weekday factors are taken from, and days of the slope. */
const SEASON_WEEKS = 8
const SLOPE_DAYS = 28
/** What is left of the slope from one day to the next: growth is carried on for a month, not for a year. */
const DAMPING = 0.97
/** Variance of a median against that of a mean. */
const MEDIAN_NOISE = 1.57
const HALF_WEEK = 3

/**
 * Days after `values` by weekday factors (median ratio to the centred week of the last eight weeks) on a level (median
 * of the last two weeks) with a damped Theil–Sen slope over four weeks. Never below 0 where nothing ever was.
 */
export function robustForecast(values: readonly number[], horizon: number): readonly number[] {
  const factors = weekdayFactors(values)
  const plain = values.map((value, index) => value / (factors[index % WEEK] ?? 1))
  const recent = plain.slice(-SLOPE_DAYS)
  const slope = theilSen(recent)
  const flat = recent.slice(-2 * WEEK)
  // the median of the window stands at its middle
  const level = median(flat.map((value, index) => value + slope * (flat.length - 1 - index)))
  const floor = Math.min(0, ...values)
  let reach = 0
  let damped = 1
  return Array.from({ length: horizon }, (_, step) => {
    damped *= DAMPING
    reach += damped
    const factor = factors[(values.length + step) % WEEK] ?? 1
    return Math.max(floor, (level + slope * reach) * factor)
  })
}

/** By position modulo seven; 1 where history is too short or too small to tell. */
export function weekdayFactors(values: readonly number[]): readonly number[] {
  const start = Math.max(HALF_WEEK, values.length - SEASON_WEEKS * WEEK)
  const ratios: number[][] = Array.from({ length: WEEK }, () => [])
  for (let index = start; index < values.length; index++) {
    const first = Math.min(index - HALF_WEEK, values.length - WEEK)
    const center = mean(values.slice(Math.max(0, first), Math.max(0, first) + WEEK))
    if (center > 0 && values.length >= 2 * WEEK) ratios[index % WEEK]?.push((values[index] ?? 0) / center)
  }
  const raw = ratios.map((each) => (each.length < 2 ? 1 : Math.max(0.02, median(each))))
  const trust = trustIn(raw, ratios)
  const factors = raw.map((factor) => 1 + (factor - 1) * trust)
  const scale = mean(factors)
  return factors.map((factor) => factor / scale)
}

/** How much of the difference between weekdays is more than the noise of their medians would make; 0–1. */
function trustIn(factors: readonly number[], ratios: readonly (readonly number[])[]): number {
  const noise = mean(ratios.map((each) => (MEDIAN_NOISE * deviation(each) ** 2) / Math.max(1, each.length)))
  const spread = mean(factors.map((factor) => (factor - mean(factors)) ** 2))
  return spread <= 0 || Number.isNaN(noise) ? 1 : Math.max(0, 1 - noise / spread)
}

/** Median of the slopes of all pairs, per step. */
export function theilSen(values: readonly number[]): number {
  const slopes: number[] = []
  for (let right = 1; right < values.length; right++) {
    for (let left = 0; left < right; left++) {
      slopes.push(((values[right] ?? 0) - (values[left] ?? 0)) / (right - left))
    }
  }
  return slopes.length === 0 ? 0 : median(slopes)
}
