import type { ReportSchedule } from './report-definitions.ts'
import type { ReportPeriod } from './report-periods.ts'

/** `Mondays at 08:00, Europe/Berlin`, `On the 5th of the month at 08:00, UTC`. */
export function scheduleInWords(kind: ReportPeriod['kind'], { day, time, timezone }: ReportSchedule): string {
  const when = `at ${time}, ${timezone}`
  if (typeof day === 'number') return `On the ${ordinal(day)} of the month ${when}`
  const name = `${day.slice(0, 1).toUpperCase()}${day.slice(1)}`
  return kind === 'week' ? `${name}s ${when}` : `First ${name} of the month ${when}`
}

/** `1st`, `12th`, `23rd`. */
export function ordinal(day: number): string {
  const ending = { 1: 'st', 2: 'nd', 3: 'rd' }[day % 10]
  return `${day}${ending === undefined || (day > 10 && day < 14) ? 'th' : ending}`
}
