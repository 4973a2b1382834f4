import { median, quantile, sum } from '../stats/quantile.ts'
import { withoutOutliers } from './clean.ts'
import { mstlForecast } from './mstl.ts'
import { seasonalNaive } from './naive.ts'
import { robustForecast } from './robust.ts'

/** What is forecast of a series of days, and how far such forecasts of it were off. */
export interface UsageForecast {
  readonly means: readonly number[]
  readonly method: string
  /** Half-widths of the intervals of a day, by step, and of the sum of the days up to it. */
  readonly day: readonly HalfWidths[]
  readonly sum: readonly HalfWidths[]
}

export interface HalfWidths {
  readonly at80: number
  readonly at95: number
}

/** Days that the models look at; older ones say little of next month. */
const FIT_DAYS = 182
/** Forecasts of the past that the intervals are taken from: one every five days, at most this many. */
const ORIGINS = 18
const ORIGIN_STEP = 5
const TRAINING = 21
const REACH = 31
const OVERLAP = 1.8
/** Ratio of the 95 % to the 80 % interval of a normal distribution; few forecasts of the past cannot tell. */
const WIDEN_95 = 1.53

/**
 * Median, point by point, of the robust weekday model, MSTL and the last week again (rules guide §8); outliers of the
 * past are drawn in first. Intervals are empirical: quantiles of the relative errors of the same forecast made at past
 * days, widened with the square root of the distance where history does not reach as far.
 */
export function forecastUsage(values: readonly number[], horizon: number): UsageForecast {
  const { means, method } = usageMeans(values, horizon)
  const errors = pastErrors(values)
  return {
    means,
    method,
    day: means.map((_, step) => halfWidths(errors.days, step, Math.abs(mean7(means, step)))),
    sum: means.map((_, step) => halfWidths(errors.sums, step, Math.abs(sum(means.slice(0, step + 1))), true)),
  }
}

/** The means alone: no look at the past, a hundredth of the work. */
export function usageMeans(
  values: readonly number[],
  horizon: number,
): { means: readonly number[]; method: string } {
  const recent = withoutOutliers(values.slice(-FIT_DAYS))
  const robust = robustForecast(recent, horizon)
  const smooth = mstlForecast(recent, horizon)
  if (smooth === undefined) return { means: robust, method: 'robust weekday level with damped trend' }
  const naive = seasonalNaive(recent, horizon)
  const floor = Math.min(0, ...recent)
  return {
    means: robust.map((value, step) =>
      Math.max(floor, median([value, smooth[step] ?? value, naive[step] ?? value])),
    ),
    method:
      'median of MSTL with exponential smoothing, robust weekday level with damped trend, and last week',
  }
}

interface PastErrors {
  /** By step: relative errors of past forecasts, of a day and of the sum up to it. */
  readonly days: readonly (readonly number[])[]
  readonly sums: readonly (readonly number[])[]
}

function pastErrors(values: readonly number[]): PastErrors {
  const days: number[][] = []
  const sums: number[][] = []
  for (let back = 1; back <= ORIGINS; back++) {
    const origin = values.length - back * ORIGIN_STEP
    if (origin < Math.min(TRAINING, values.length / 2) || origin < 3) break
    const reach = Math.min(REACH, values.length - origin)
    const { means } = usageMeans(values.slice(0, origin), reach)
    let real = 0
    let made = 0
    for (let step = 0; step < reach; step++) {
      const value = values[origin + step] ?? 0
      const guess = means[step] ?? 0
      real += value
      made += guess
      days[step] = [...(days[step] ?? []), relative(value - guess, mean7(means, step))]
      sums[step] = [...(sums[step] ?? []), relative(real - made, made)]
    }
  }
  return { days, sums }
}

/**
 * Quantile of the absolute errors near this step, drawn wider for few of them (conformal: the quantile of n errors that
 * covers p is that of p · (1 + 1 ÷ n)) and for steps beyond the known. Sums of forecasts that were made five days apart
 * share most of their days (`alike`): they count as many as they hold apart, not each as one.
 */
function halfWidths(
  errors: readonly (readonly number[])[],
  step: number,
  scale: number,
  alike = false,
): HalfWidths {
  const known = errors.length - 1
  if (known < 0) return { at80: scale * 0.3, at95: scale * 0.3 * WIDEN_95 }
  const near = Math.min(step, known)
  const pool = errors.slice(Math.max(0, near - 1), near + 2).flat()
  const few = 1 + 1 / (alike ? apart(errors[near]?.length ?? 1, near + 1) : pool.length)
  const stretch = Math.sqrt((step + 1) / (near + 1))
  const at80 = quantile(pool.map(Math.abs), Math.min(1, 0.8 * few)) * stretch
  const at95 = Math.max(quantile(pool.map(Math.abs), Math.min(1, 0.95 * few)) * stretch, at80 * WIDEN_95)
  return { at80: at80 * scale, at95: at95 * scale }
}

/**
 * How many sums of `days` days tell something of their own, of forecasts made every five days: what they span, times 1.8.
 * That sums of twenty days overlap by three quarters and less leaves as much of them, for normal errors beyond their
 * 80 % quantile (simulated).
 */
function apart(forecasts: number, days: number): number {
  return Math.min(forecasts, Math.max(1, (OVERLAP * forecasts * ORIGIN_STEP) / days))
}

function relative(error: number, scale: number): number {
  return Math.abs(scale) < 1e-9
    ? Math.abs(error) < 1e-9
      ? 0
      : 1
    : Math.min(5, Math.max(-5, error / Math.abs(scale)))
}

/** Level of the forecast around a step, so that quiet weekends do not blow up a ratio. */
function mean7(means: readonly number[], step: number): number {
  const first = Math.max(0, Math.min(step - 3, means.length - 7))
  const week = means.slice(first, first + 7)
  return sum(week) / week.length
}
