import { Cron } from 'croner'

/** Why a text is no cron expression of five fields; null when it is one. */
export function cronFault(text: string): string | null {
  if (text.trim().split(/\s+/).length !== 5)
    return 'a schedule has five fields: minute hour day month weekday'
  try {
    return new Cron(text, { paused: true, timezone: 'UTC' }).nextRun(new Date(0)) === null
      ? 'no day fits this schedule'
      : null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The first time after `after` that fits, in UTC: no hour of it comes twice or never. */
export function nextTime(schedule: string, after: Date): Date | null {
  return new Cron(schedule, { paused: true, timezone: 'UTC' }).nextRun(after)
}
