import { theilSen } from '../forecast/robust.ts'
import { median, sum } from '../stats/quantile.ts'
import { SEASON_DAYS } from './expect.ts'
import { risesSteadily } from './steady.ts'
import type { Episode, Walk } from './walk.ts'

const WEEK = 7
/** Robust deviations of the band (rules guide §8). */
export const DEVIATIONS = 3.5 /** Days that are judged together, at most. */
const RUN_MAX = 4
/** How long something that has become usual is remembered. */
const RETURN_DAYS = 120
/** A slow rise is told against the level before its month, which needs this much history. */
const DRIFT_HISTORY = SEASON_DAYS + 28
/** A place that grows slowly while nothing in it does by itself just grows: told from so many times the gates on. */
const ORGANIC = 2
/** Days over which growth is looked at, the slowest first. */
const DRIFT_DAYS = [28, 21, 14] as const

export function raise(
  walk: Walk,
  {
    direction,
    start,
    index,
    score,
  }: { direction: Episode['direction']; start: number; index: number; score: number },
): void {
  walk.calm = 0
  walk.episodes.push({
    direction,
    start,
    last: index,
    detected: index,
    before: walk.expected[start] ?? 0,
    score,
    open: true,
    settledIn: false,
  })
}

/** A fall to where it was before something that had become usual, give or take the gate: the end of that, nothing new. */
export function isReturn(
  { episodes, values, options }: Walk,
  index: number,
  direction: Episode['direction'],
): boolean {
  if (direction === 'up') return false
  const since = episodes.filter(({ settledIn, last }) => settledIn && last >= index - RETURN_DAYS)
  const value = (values[index] ?? 0) + (options.gate[index] ?? 0)
  return since.some(({ before }) => value >= before)
}

/** Days up to this one that are off by the gates in one direction, four at most. */
export function runOf(
  { values, expected, limits }: Walk,
  index: number,
  direction: Episode['direction'],
): number {
  let run = 0
  for (let day = index; day > index - RUN_MAX; day--) {
    const residual = (values[day] ?? 0) - (expected[day] ?? Number.NaN)
    const off = direction === 'up' ? residual : -residual
    if (!(off >= (limits[day] ?? Number.POSITIVE_INFINITY))) break
    run += 1
  }
  return run
}

/** Distance of the days of a run together, in deviations of their mean. */
export function evidence({ values, expected }: Walk, index: number, run: number, spread: number): number {
  const residuals = Array.from(
    { length: run },
    (_, back) => (values[index - back] ?? 0) - (expected[index - back] ?? 0),
  )
  return Math.abs(sum(residuals)) / (Math.sqrt(run) * spread)
}

/**
 * Raises growth that is too slow to stand out from the last two weeks, as soon as its line (Theil–Sen) has left the level
 * of the weeks before by the gates: over four weeks, else over three or two.
 */
export function drifts(walk: Walk, index: number, limit: number, spread: number): boolean {
  const least = limit * (walk.options.explained === undefined ? 1 : ORGANIC)
  if (index - walk.options.first < DRIFT_HISTORY || !mayRise(walk, index, least)) return false
  return DRIFT_DAYS.some((span) => driftsOver(span, walk, index, least, spread))
}

function driftsOver(span: number, walk: Walk, index: number, limit: number, spread: number): boolean {
  const { normal, options, values } = walk
  const plain = (day: number) => (normal[day] ?? 0) / (walk.factors[day % WEEK] ?? 1)
  const days = (start: number, end: number) =>
    Array.from({ length: end - start }, (_, at) => plain(start + at))
  const first = index - span + 1
  const before = median(days(index - SEASON_DAYS, first))
  const recent = days(first, index + 1)
  const slope = theilSen(recent)
  const rise = median(recent.map((value, at) => value + slope * (span - 1 - at))) - before
  if (rise < limit || rise < options.share * before || rise < DEVIATIONS * spread) return false
  if (!risesSteadily(recent, before)) return false
  const start = index - recent.toReversed().findIndex((value) => value - before < rise / 4) + 1
  raise(walk, { direction: 'up', start: Math.min(start, index), index, score: rise / spread })
  for (let day = first; day <= index; day++) normal[day] = before * (walk.factors[day % WEEK] ?? 1)
  for (let day = start; day <= index; day++) {
    walk.expected[day] = normal[day] ?? values[day] ?? 0
  }
  return true
}

/** Spares most days the medians: the last week's mean is not even half the limit above that of the month before. */
function mayRise({ normal }: Walk, index: number, limit: number): boolean {
  let week = 0
  let before = 0
  for (let back = 0; back < WEEK; back++) week += normal[index - back] ?? 0
  for (let back = 28; back < SEASON_DAYS; back++) before += normal[index - back] ?? 0
  return week / WEEK - before / (SEASON_DAYS - 28) >= limit / 2
}
