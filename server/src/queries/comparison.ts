import type { Alignment, Comparison, Granularity } from '@outlay/shared/dimensions'
import { addDays, type Day, daysBetween, monthStart } from '@outlay/shared/period'

/** What a range is compared with, and how a day of it finds its counterpart: moved by days or by months. */
export interface PreviousRange {
  readonly start: Day
  readonly end: Day
  readonly align: Alignment
  readonly days: number
  readonly months: number
}

/** The range before, the same one a year earlier, or any other. */
export interface ComparedWith {
  readonly to: Comparison | { readonly start: Day; readonly end: Day }
  readonly align: Alignment
}

/**
 * The range before `[start, end)`, or the same one a year earlier, or one that is named, which is moved by days.
 * `dow` moves by whole weeks, so that weekdays meet: the fewest weeks that clear the range, or 52.
 * `date` and `norm` move by whole months, so that dates meet: the fewest months that clear the range, or 12. A day that
 * a month lacks meets that month's last.
 */
export function previousRange(start: Day, end: Day, compare: ComparedWith): PreviousRange {
  const { to, align } = compare
  if (typeof to === 'object') return { ...to, align, days: daysBetween(to.start, start), months: 0 }
  if (align === 'dow') {
    const days = to === 'year' ? 364 : Math.ceil(daysBetween(start, end) / 7) * 7
    return { start: addDays(start, -days), end: addDays(end, -days), align, days, months: 0 }
  }
  const months = to === 'year' ? 12 : monthsToClear(start, end)
  return { start: addMonths(start, -months), end: endBefore(end, months), align, days: 0, months }
}

/**
 * The first period of a question that has a counterpart in history beginning on `from`: its start for a history that
 * covers the whole previous range, null for one that begins only behind it. Rows of earlier periods have an unknown
 * previous cost, which is not 0.
 */
export function firstComparable(
  range: { readonly start: Day; readonly end: Day; readonly granularity: Granularity },
  previous: PreviousRange,
  from: Day | null,
): Day | null {
  if (from === null || from >= previous.end) return null
  const day = from < previous.start ? previous.start : from
  const moved = previous.months === 0 ? addDays(day, previous.days) : addMonths(day, previous.months)
  const [, inside = moved] = [range.start, moved, addDays(range.end, -1)].toSorted()
  return periodStart(inside, range)
}

function periodStart(
  day: Day,
  { start, granularity }: { readonly start: Day; readonly granularity: Granularity },
): Day {
  switch (granularity) {
    case 'daily':
      return day
    case 'weekly':
      return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
    case 'monthly':
      return monthStart(day)
    case 'total':
      return start
  }
}

/** `day` moved by months; where the month lacks the day, its last. */
export function addMonths(day: Day, months: number): Day {
  const first = monthStart(day, months)
  const last = addDays(monthStart(day, months + 1), -1)
  const moved = addDays(first, Number(day.slice(8)) - 1)
  return daysBetween(moved, last) < 0 ? last : moved
}

function monthsToClear(start: Day, end: Day): number {
  let months = 1
  while (addMonths(start, months) < end) months += 1
  return months
}

/** A range up to the end of a month is compared up to the end of a month, any other up to the same date. */
function endBefore(end: Day, months: number): Day {
  return end.endsWith('-01') ? addMonths(end, -months) : addDays(addMonths(addDays(end, -1), -months), 1)
}
