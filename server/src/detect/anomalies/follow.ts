import { median } from '../stats/quantile.ts'
import { LEVEL_DAYS, learnSpread } from './expect.ts'
import type { Episode, Walk } from './walk.ts'

const WEEK = 7
/** Days back inside the band that end an episode, and days after which a new level counts as usual. */
export const CALM_DAYS = 2
const USUAL_AFTER = 42
const NEVER_AFTER = 180
/** Growth over two weeks below which a level has stopped rising. */
const FLAT = 1.06

/** Inside an episode: it goes on until two days are back, or until it has lasted so long that it is usual. */
export function follow(walk: Walk, current: Episode, index: number, residual: number, spread: number): void {
  const expected = walk.expected[index] ?? 0
  const signed = current.direction === 'up' ? residual : -residual
  walk.normal[index] = expected
  if (signed >= (walk.band[index] ?? 0) / 2) {
    current.last = index
    current.score = Math.max(current.score, signed / spread)
    walk.calm = 0
  } else if (matters(walk, index)) walk.calm += 1
  if (walk.calm >= CALM_DAYS) {
    current.open = false
    asNormal(walk, current.last + 1, index)
  } else if (isUsualNow(walk, current, index)) {
    current.open = false
    current.settledIn = true
    asNormal(walk, current.start, index)
    walk.factors = []
    learnSpread(walk, index - LEVEL_DAYS, index + 1)
  }
}

function asNormal({ normal, values }: Walk, from: number, until: number): void {
  for (let day = from; day <= until; day++) normal[day] = values[day] ?? 0
}

function isUsualNow(walk: Walk, { start }: Episode, index: number): boolean {
  if (index - start < USUAL_AFTER) return false
  return index - start >= NEVER_AFTER || isFlat(walk, index)
}

/** The level has not risen over the last two weeks: what still grows is not usual yet. */
function isFlat({ values }: Walk, index: number): boolean {
  const week = (end: number) => median(values.slice(end - WEEK + 1, end + 1))
  return week(index) <= FLAT * week(index - 2 * WEEK)
}

/** A weekend on which nothing runs does not tell that it is over. */
function matters({ expected }: Walk, index: number): boolean {
  const week = expected.slice(index - WEEK + 1, index + 1).filter((value) => !Number.isNaN(value))
  return (expected[index] ?? 0) >= 0.25 * Math.max(...week)
}
