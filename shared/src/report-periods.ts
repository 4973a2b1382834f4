import { addDays, type Day, dayInWords, daysBetween, isDay, monthInWords, monthStart } from './period.ts'

/** What a report is about: an ISO week (`2026-W47`, Monday to Sunday) or a month (`2026-11`), in UTC days. */
export interface ReportPeriod {
  readonly key: string
  readonly kind: 'week' | 'month'
  readonly start: Day
  /** Exclusive. */
  readonly end: Day
}

/** The week or month of a key; undefined for what is none, e.g. `2025-W53`. */
export function parsePeriod(key: string): ReportPeriod | undefined {
  const month = /^(\d{4}-(?:0[1-9]|1[0-2]))$/.exec(key)?.[1]
  if (month !== undefined)
    return { key, kind: 'month', start: `${month}-01`, end: monthStart(`${month}-01`, 1) }
  const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(key) ?? []
  if (year === undefined || week === undefined) return undefined
  // 4 January lies in week 1, whatever the year.
  const start = addDays(mondayOf(`${year}-01-04`), (Number(week) - 1) * 7)
  const found = weekOf(start)
  return found.key === key ? found : undefined
}

/** The ISO week that holds a day. */
export function weekOf(day: Day): ReportPeriod {
  const start = mondayOf(day)
  const year = addDays(start, 3).slice(0, 4)
  const number = daysBetween(mondayOf(`${year}-01-04`), start) / 7 + 1
  return { key: `${year}-W${String(number).padStart(2, '0')}`, kind: 'week', start, end: addDays(start, 7) }
}

export function monthOf(day: Day): ReportPeriod {
  const start = monthStart(day)
  return { key: start.slice(0, 7), kind: 'month', start, end: monthStart(start, 1) }
}

/** The period of a kind that holds a day. */
export function periodHolding(kind: ReportPeriod['kind'], day: Day): ReportPeriod {
  return kind === 'week' ? weekOf(day) : monthOf(day)
}

/** The one before. */
export function periodBefore({ kind, start }: ReportPeriod): ReportPeriod {
  return periodHolding(kind, addDays(start, -1))
}

/** `week 47`, `November 2026`. */
export function periodName({ kind, key, start }: ReportPeriod): string {
  return kind === 'week' ? `week ${Number(key.slice(6))}` : monthInWords(start)
}

/** `16–22 Nov 2026`, `28 Dec 2026 – 3 Jan 2027`, `Nov 2026`. */
export function periodDays({ kind, start, end }: ReportPeriod): string {
  if (kind === 'month') return monthInWords(start)
  const last = addDays(end, -1)
  if (start.slice(0, 7) === last.slice(0, 7)) return `${Number(start.slice(8))}–${dayInWords(last)}`
  return `${dayInWords(start)} – ${dayInWords(last)}`
}

function mondayOf(day: Day): Day {
  if (!isDay(day)) throw new RangeError(`no day: ${day}`)
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}
