import { weekdayFactors } from '../forecast/robust.ts'
import { deviation, median, quantile, sum } from '../stats/quantile.ts'
import type { Walk } from './walk.ts'

const WEEK = 7
/** Days that the level, the spread and the weekdays are taken from. */
export const LEVEL_DAYS = 14
const SPREAD_DAYS = 42
export const SEASON_DAYS = 56
/** No series is taken to be steadier than this. */
const SPREAD_FLOOR = 0.04

/** What a day is expected to cost, and how far such days are off as a rule. */
export function expect(walk: Walk, index: number): { expected: number; spread: number } {
  const { normal, options } = walk
  const from = Math.max(options.first, index - SEASON_DAYS)
  if (walk.factors.length === 0) walk.factors = byIndex(weekdayFactors(normal.slice(from, index)), from)
  const recent = normal.slice(Math.max(options.first, index - LEVEL_DAYS), index)
  const plain = recent.map((value, at) => value / (walk.factors[(index - recent.length + at) % WEEK] ?? 1))
  const expected = Math.max(0, median(plain) * (walk.factors[index % WEEK] ?? 1))
  const mean = sum(recent) / recent.length
  const spread = spreadOf(walk.residuals.slice(-SPREAD_DAYS))
  return { expected, spread: Math.max(spread, SPREAD_FLOOR * Math.max(expected, mean), 1e-6) }
}

/** Takes the spread of days that were not judged one by one: of the first ones, and of a level that is new. */
export function learnSpread(walk: Walk, from: number, until: number): void {
  const days = walk.values.slice(from, until)
  const factors = byIndex(weekdayFactors(days), from)
  const plain = days.map((value, at) => value / (factors[(from + at) % WEEK] ?? 1))
  const level = median(plain)
  walk.residuals.push(...days.map((value, at) => value - level * (factors[(from + at) % WEEK] ?? 1)))
}

/** Of normal noise both are the same; of jobs that run now and then the second one is larger. */
function spreadOf(residuals: readonly number[]): number {
  if (residuals.length < WEEK) return 0
  return Math.max(deviation(residuals, 0), quantile(residuals.map(Math.abs), 0.9) / 1.645)
}

/** Factors by index modulo seven of the whole series instead of the slice that begins at `from`. */
function byIndex(factors: readonly number[], from: number): readonly number[] {
  return factors.map((_, weekday) => factors[(((weekday - from) % WEEK) + WEEK) % WEEK] ?? 1)
}
