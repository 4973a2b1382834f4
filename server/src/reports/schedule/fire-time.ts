import { addDays, type Day } from '@outlay/shared/period'
import { type ReportSchedule, WEEKDAYS, type Weekday } from '@outlay/shared/report-definitions'
import { periodBefore, periodHolding, type ReportPeriod } from '@outlay/shared/report-periods'
import { Cron } from 'croner'

/** When a report leaves, in the time of its readers. */
export type Timetable = ReportSchedule

/**
 * The instant at which the report on a period leaves: at the local time of the first such weekday after the period, or
 * of that day of the month after it. A time that the change of clocks leaves out comes as much later as the clocks jump;
 * one that comes twice counts once.
 */
export function fireTime({ end }: ReportPeriod, { day, time, timezone }: Timetable): Date {
  const date = typeof day === 'number' ? addDays(end, day - 1) : firstOf(end, day)
  const fires = new Cron(`${date}T${time}:00`, { timezone, paused: true }).nextRun(new Date(0))
  if (fires === null) throw new Error(`no such time: ${date} ${time} ${timezone}`)
  return fires
}

/** The first such weekday from `start` on. */
function firstOf(start: Day, weekday: Weekday): Day {
  const now = (new Date(`${start}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(start, (WEEKDAYS.indexOf(weekday) - now + 7) % 7)
}

/** The newest period whose report was due at `now`, and when it was. */
export function lastDue(
  kind: ReportPeriod['kind'],
  timetable: Timetable,
  now: Date,
): { readonly period: ReportPeriod; readonly due: Date } {
  let period = periodHolding(kind, addDays(now.toISOString().slice(0, 10), 1))
  for (;;) {
    const due = fireTime(period, timetable)
    if (due <= now) return { period, due }
    period = periodBefore(period)
  }
}

/** The next time that lies behind `now`. */
export function nextDue(kind: ReportPeriod['kind'], timetable: Timetable, now: Date): Date {
  const { period } = lastDue(kind, timetable, now)
  return fireTime(periodHolding(kind, period.end), timetable)
}
