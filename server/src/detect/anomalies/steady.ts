import { median } from '../stats/quantile.ts'

const STRETCHES = 4
/** Each stretch has to bring at least this share of the whole rise. */
const STEP = 0.08
/** A rise of which one stretch brings more than this is a jump. */
const JUMP = 0.75

/** True when four equal stretches of days rise one after the other from `before` on, none of them bringing it all. */
export function risesSteadily(days: readonly number[], before: number): boolean {
  const edge = (stretch: number) => Math.round((stretch * days.length) / STRETCHES)
  const levels = Array.from({ length: STRETCHES }, (_, at) => median(days.slice(edge(at), edge(at + 1))))
  const total = (levels.at(-1) ?? 0) - before
  const steps = levels.map((level, at) => (level - (levels[at - 1] ?? before)) / total)
  return total > 0 && steps.slice(1).every((step) => step >= STEP && step <= JUMP)
}
