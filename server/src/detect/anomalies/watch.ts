import { expect, learnSpread } from './expect.ts'
import { isFamiliar } from './familiar.ts'
import { CALM_DAYS, follow } from './follow.ts'
import { DEVIATIONS, drifts, evidence, isReturn, raise, runOf } from './raise.ts'
import type { Episode, Walk, Watched, WatchOptions } from './walk.ts'

const WEEK = 7
/** Days of history before a series is judged, and until which gates are twice as wide and no drop is raised. */
export const WARM_UP = 28
const YOUNG = 70
/** Robust deviations of a day that is raised at once, and of up to four days together. */
const SURE = 6
const SURE_TOGETHER = 5

/**
 * Walks through a series day by day and knows nothing of the days behind each: expected is the median of the last two
 * normal weeks times the weekday's factor, spread the median absolute deviation of the last six weeks. Days off by the
 * gate and the share are raised at once from 6 deviations on, else when up to four of them together reach 5 deviations of
 * their mean. While an episode goes on the level stays where it was.
 */
export function watch(values: readonly number[], options: WatchOptions): Watched {
  const blank = () => new Array<number>(values.length).fill(Number.NaN)
  const walk: Walk = {
    values,
    options,
    normal: [...values],
    expected: blank(),
    band: blank(),
    limits: blank(),
    residuals: [],
    episodes: [],
    factors: [],
    calm: 0,
  }
  // what never reaches the gate can neither rise nor fall by it
  const least = Math.min(...options.gate.slice(options.first, options.last + 1))
  if (Math.max(...values) < least) return walk
  learnSpread(walk, options.first, options.first + WARM_UP)
  for (let index = options.first + WARM_UP; index <= options.last; index++) step(walk, index)
  const current = walk.episodes.at(-1)
  if (current?.open === true && walk.calm >= CALM_DAYS) current.open = false
  return walk
}

function step(walk: Walk, index: number): void {
  const { values, options, episodes } = walk
  const { expected, spread } = expect(walk, index)
  const residual = (values[index] ?? 0) - expected
  const young = index - options.first < YOUNG
  const whole = expected + Math.max(0, options.explained?.[index] ?? 0)
  const gate = options.gate[index] ?? Number.POSITIVE_INFINITY
  const limit = (young ? 2 : 1) * Math.max(gate, options.share * whole)
  walk.expected[index] = expected
  walk.limits[index] = limit
  walk.band[index] = Math.max(limit, DEVIATIONS * spread)
  const current = episodes.at(-1)
  if (current?.open === true) {
    follow(walk, current, index, residual, spread)
    return
  }
  const direction = residual > 0 ? 'up' : 'down'
  const run = young && direction === 'down' ? 0 : runOf(walk, index, direction)
  if (run > 0 && !isReturn(walk, index, direction) && !isFamiliar(values, walk.expected, index)) {
    raiseIfSure(walk, { direction, index, run, score: evidence(walk, index, run, spread) })
  } else if (!drifts(walk, index, limit, spread)) calmDay(walk, index, residual)
}

interface Suspect {
  readonly direction: Episode['direction']
  readonly index: number
  readonly run: number
  readonly score: number
}

/** Until then the day is neither normal nor an anomaly. */
function raiseIfSure(walk: Walk, { direction, index, run, score }: Suspect): void {
  if (score < (run === 1 ? SURE : SURE_TOGETHER)) return
  const start = index - run + 1
  raise(walk, { direction, start, index, score })
  for (let day = start; day <= index; day++) walk.normal[day] = walk.expected[day] ?? 0
}

function calmDay(walk: Walk, index: number, residual: number): void {
  walk.residuals.push(residual)
  if (index % WEEK === 0) walk.factors = []
}
