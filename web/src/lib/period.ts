import { addDays, type Day, daysBetween, isDay, monthStart } from '@outlay/shared/period'

/** Half-open: `end` is the first day that is out. */
export interface Range {
  readonly start: Day
  readonly end: Day
}

/** What periods are counted from: the calendar's day and the last complete day of data. */
export interface Now {
  readonly today: Day
  readonly dataThrough: Day | null
}

const ROLLING = /^([1-9]\d{0,2})d$/
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/** True for `mtd last ytd 12m <n>d YYYY-MM` and `YYYY-MM-DD..YYYY-MM-DD` (end exclusive). */
export function isPeriodText(text: string): boolean {
  if (['mtd', 'last', 'ytd', '12m'].includes(text) || ROLLING.test(text) || MONTH.test(text)) return true
  const [start = '', end = '', more] = text.split('..')
  return more === undefined && isDay(start) && isDay(end) && start < end
}

/**
 * The days that a period text means. "Now" is the last complete day of data, so that a period to date compares
 * complete days only, and so that data of last year opens on its own last month.
 */
export function resolvePeriod(text: string, now: Now): Range {
  const anchor = anchorDay(now)
  const month = monthStart(anchor)
  const complete = addDays(anchor, 1)
  if (text === 'mtd') return { start: month, end: complete }
  if (text === 'last') return { start: monthStart(anchor, -1), end: month }
  if (text === 'ytd') return { start: `${anchor.slice(0, 4)}-01-01`, end: complete }
  if (text === '12m') return { start: monthStart(anchor, -12), end: month }
  if (MONTH.test(text)) return { start: `${text}-01`, end: monthStart(`${text}-01`, 1) }
  const days = ROLLING.exec(text)?.[1]
  if (days !== undefined) return { start: addDays(complete, -Number(days)), end: complete }
  const [start = month, end = complete] = text.split('..')
  return { start, end }
}

/** The period before (-1) or after (+1); `null` where that lies wholly in the future. */
export function stepPeriod(text: string, direction: -1 | 1, now: Now): string | null {
  const { start, end } = resolvePeriod(text, now)
  const moved = isCalendarMonth(text)
    ? monthText(monthStart(start, direction), now)
    : rangeText(shift({ start, end }, direction))
  return resolvePeriod(moved, now).start > now.today ? null : moved
}

/** True where the period is one calendar month, whole or to date. */
export function isCalendarMonth(text: string): boolean {
  return text === 'mtd' || text === 'last' || MONTH.test(text)
}

/** The text of a range of days: a name where one means the same days, else the days themselves. */
export function periodText(range: Range, now: Now): string {
  const names = ['mtd', 'last', range.start.slice(0, 7)]
  const same = names.find((name) => rangeText(resolvePeriod(name, now)) === rangeText(range))
  return same ?? rangeText(range)
}

/** A shorter text for the same days where there is one. */
function monthText(month: Day, now: Now): string {
  return month === monthStart(anchorDay(now)) ? 'mtd' : month.slice(0, 7)
}

export function rangeText(range: Range): string {
  return `${range.start}..${range.end}`
}

function shift({ start, end }: Range, direction: -1 | 1): Range {
  const days = direction * daysBetween(start, end)
  return { start: addDays(start, days), end: addDays(end, days) }
}

function anchorDay({ today, dataThrough }: Now): Day {
  return dataThrough ?? today
}
