import { median } from '../stats/quantile.ts'

const WEEK = 7
/** Each week has to bring at least this share of the whole rise. */
const STEP = 0.08
/** A rise of which one week brings more than this is a jump. */
const JUMP = 0.75

/** True when four weeks rise week by week from `before` on, none of them bringing it all. */
export function risesSteadily(month: readonly number[], before: number): boolean {
  const weeks = [0, 1, 2, 3].map((week) => median(month.slice(week * WEEK, (week + 1) * WEEK)))
  const total = (weeks[3] ?? 0) - before
  const steps = weeks.map((level, week) => (level - (weeks[week - 1] ?? before)) / total)
  return total > 0 && steps.slice(1).every((step) => step >= STEP && step <= JUMP)
}
