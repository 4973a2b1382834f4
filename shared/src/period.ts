/** A UTC calendar day, `YYYY-MM-DD`. */
export type Day = string

const DAY_MS = 86_400_000

/** True for a calendar day that exists (`2026-02-30` does not). */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && toDay(Date.parse(`${text}T00:00:00Z`)) === text
}

/** The UTC day of an instant. */
export function toDay(instant: number | Date): Day {
  const ms = typeof instant === 'number' ? instant : instant.getTime()
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 10)
}

/** `day` moved by a number of days, which may be negative. */
export function addDays(day: Day, days: number): Day {
  return toDay(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS)
}

/** First day of the month of `day`, moved by a number of months. */
export function monthStart(day: Day, months = 0): Day {
  return toDay(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1))
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A day for sentences: `18 Nov 2026`. */
export function dayInWords(day: Day): string {
  return `${Number(day.slice(8, 10))} ${monthInWords(day)}`
}

/** The month of a day for sentences: `Nov 2026`. */
export function monthInWords(day: Day): string {
  return `${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`
}

/** Number of days in the half-open period `[start, end)`. */
export function daysBetween(start: Day, end: Day): number {
  return Math.round((Date.parse(`${end}T00:00:00Z`) - Date.parse(`${start}T00:00:00Z`)) / DAY_MS)
}
