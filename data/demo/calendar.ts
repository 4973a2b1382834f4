import { addDays, type Day, daysBetween, monthStart } from '@outlay/shared/period'
import type { Hour } from './types.ts'

/** The days that the story hangs on, all derived from the first day without data. */
export interface Calendar {
  readonly asOf: Day
  /** First day of the first of 13 months. */
  readonly start: Day
  /** From here on, lines are hourly. */
  readonly hourlyFrom: Day
  readonly metricsHourlyFrom: Day
  /** First days of the 13 months, oldest first. */
  readonly months: readonly Day[]
  /** First day of month 0–13. */
  readonly month: (index: number) => Day
  readonly ago: (days: number) => Day
  readonly seed: number
}

export const MONTHS = 13

export function createCalendar(asOf: Day, seed: number): Calendar {
  const start = monthStart(addDays(asOf, -1), 1 - MONTHS)
  const month = (index: number) => monthStart(start, index)
  return {
    asOf,
    start,
    seed,
    month,
    months: Array.from({ length: MONTHS }, (_, index) => month(index)),
    ago: (days) => addDays(asOf, -days),
    hourlyFrom: addDays(asOf, -30),
    metricsHourlyFrom: addDays(asOf, -45),
  }
}

export function toHour(day: Day, hour = 0): Hour {
  return daysBetween('1970-01-01', day) * 24 + hour
}
