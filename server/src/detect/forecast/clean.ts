import { deviation, median } from '../stats/quantile.ts'

const WEEK = 7
const DEVIATIONS = 5
/** Below this share of what is usual nothing counts as an outlier. */
const SHARE = 0.15
/** The newest days stay as they are: whether they are the start of something cannot be told yet. */
const NEWEST = 7

/**
 * Draws in days that stand out from the same weekdays around them (two weeks before, two after): a spike of the past is
 * no promise for the future. What lasts for weeks moves the middle of its surroundings and stays.
 */
export function withoutOutliers(values: readonly number[]): readonly number[] {
  if (values.length < 5 * WEEK) return values
  const usual = values.map((_, index) => median(sameWeekdays(values, index)))
  const spread = deviation(
    values.map((value, index) => value - (usual[index] ?? value)),
    0,
  )
  return values.map((value, index) => {
    const middle = usual[index] ?? value
    const limit = Math.max(DEVIATIONS * spread, SHARE * Math.abs(middle))
    const settled = index < values.length - NEWEST
    return settled && Math.abs(value - middle) > limit ? middle : value
  })
}

function sameWeekdays(values: readonly number[], index: number): number[] {
  const around: number[] = []
  for (let week = 1; around.length < 4 && week <= 4; week++) {
    for (const at of [index - week * WEEK, index + week * WEEK]) {
      const value = values[at]
      if (value !== undefined && around.length < 4) around.push(value)
    }
  }
  return around
}
