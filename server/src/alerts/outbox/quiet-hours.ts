import type { Config } from '../../config.ts'
import { normalised } from '../recipients.ts'

export type AlertSettings = Config['alerts']

/**
 * When a channel may hear what is not critical: now, or the end of its quiet hours, or the time of its digest. Wall
 * times that a change to summer time skips count as the first minute behind the gap; one that comes twice ends once.
 */
export function mayHearFrom(channel: string, now: Date, { quiet, digest }: AlertSettings): Date {
  const daily = digest.find((each) => normalised(each.channel) === channel)
  if (daily !== undefined) return nextWallTime(now, daily.time, daily.timezone)
  const hours = quiet.find((each) => each.channel === null || normalised(each.channel) === channel)
  if (hours === undefined || !isWithin(wallTime(now, hours.timezone), hours.from, hours.until)) return now
  return nextWallTime(now, hours.until, hours.timezone)
}

/** True where a time of the day lies in `[from, until)`, which may go over midnight. Equal ends are never. */
function isWithin(time: string, from: string, until: string): boolean {
  return from <= until ? time >= from && time < until : time >= from || time < until
}

const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60

/** The first instant after `now` at which the clock on the wall shows `time` or has jumped over it. */
function nextWallTime(now: Date, time: string, timezone: string): Date {
  const start = Math.ceil((now.getTime() + 1) / MINUTE_MS) * MINUTE_MS
  let before = wallTime(new Date(start - MINUTE_MS), timezone)
  for (let minute = 0; minute <= 2 * DAY_MINUTES; minute += 1) {
    const instant = new Date(start + minute * MINUTE_MS)
    const shown = wallTime(instant, timezone)
    const passed = before <= shown ? before < time && time <= shown : time > before || time <= shown
    // A clock set back shows an earlier hour on the same day: nothing is passed then.
    if (passed && !isSetBack(before, shown)) return instant
    before = shown
  }
  throw new Error(`${time} never comes in ${timezone}`)
}

function isSetBack(before: string, shown: string): boolean {
  return shown < before && !(before === '23:59' || shown === '00:00')
}

/** `08:05` as the clock shows it there. */
function wallTime(now: Date, timezone: string): string {
  return formatOf(timezone).format(now)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timezone, made)
  return made
}
