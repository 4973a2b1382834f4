import { median, sum } from '../stats/quantile.ts'

const WEEK = 7
const WEEKS = 8
/** Days that are compared at once, so that one odd day is no change. */
const WINDOW = 3
/** Beyond all but one of the weeks before by this share of their range, else it may have moved by chance. */
const CLEAR = 0.75
const LEAST_RANGE = 0.1

/** Mean a day of the three days that end at `day`, `back` days earlier. */
export function windowMean(values: readonly number[], day: number, back = 0): number {
  const end = day - back + 1
  return sum(values.slice(Math.max(0, end - WINDOW), Math.max(0, end))) / WINDOW
}

/** The same window on the same weekdays of the eight weeks before `anchor`. */
export function before(values: readonly number[], day: number, anchor: number): readonly number[] {
  const back = Math.ceil((day - anchor) / WEEK) * WEEK
  return Array.from({ length: WEEKS }, (_, week) => windowMean(values, day, back + (week + 1) * WEEK))
}

/** True when the amount lies beyond what the weeks before had, the oddest of them on each side left out. */
export function isClear(now: number, weeks: readonly number[]): boolean {
  const sorted = weeks.toSorted((a, b) => a - b)
  const low = sorted.at(1) ?? Number.NaN
  const high = sorted.at(-2) ?? Number.NaN
  const margin = CLEAR * Math.max(high - low, LEAST_RANGE * median(weeks))
  return now > high + margin || now < low - margin
}
