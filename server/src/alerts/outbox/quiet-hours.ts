import type { Config } from '../../config.ts'
import { normalised } from '../recipients.ts'

export type AlertSettings = Config['alerts']

/**
 * When a channel may hear what is not critical and was queued at `since`: now, or the end of its quiet hours, or the
 * time of its first digest after that. Wall times that a change to summer time skips count as the first minute behind
 * the gap; of one that comes twice, quiet hours take each and a digest the first.
 */
export function mayHearFrom(
  channel: string,
  now: Date,
  { quiet, digest }: AlertSettings,
  since: Date = now,
): Date {
  const daily = digest.find((each) => normalised(each.channel) === channel)
  if (daily !== undefined) {
    const leaves = nextWallTime(since, daily.time, daily.timezone, true)
    return leaves > now ? leaves : now
  }
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
/** Clocks are set back by an hour at most, but for history. */
const SET_BACK_MINUTES = 120

/** The first instant after `now` at which the clock on the wall shows `time` or has jumped over it. */
function nextWallTime(now: Date, time: string, timezone: string, isOnceADay = false): Date {
  const start = Math.ceil((now.getTime() + 1) / MINUTE_MS) * MINUTE_MS
  let before = wallTime(new Date(start - MINUTE_MS), timezone)
  for (let minute = 0; minute <= 2 * DAY_MINUTES; minute += 1) {
    const instant = new Date(start + minute * MINUTE_MS)
    const shown = wallTime(instant, timezone)
    const passed = before <= shown ? before < time && time <= shown : time > before || time <= shown
    // A clock set back shows an earlier hour on the same day: nothing is passed then.
    const counts = passed && !isSetBack(before, shown)
    if (counts && !(isOnceADay && isRepeated(instant, shown, timezone))) return instant
    before = shown
  }
  throw new Error(`${time} never comes in ${timezone}`)
}

function isSetBack(before: string, shown: string): boolean {
  return shown < before && !(before === '23:59' || shown === '00:00')
}

/** True where the clock, set back since, has shown this time shortly before. */
function isRepeated(instant: Date, shown: string, timezone: string): boolean {
  return Array.from(
    { length: SET_BACK_MINUTES },
    (_, index) => instant.getTime() - (index + 1) * MINUTE_MS,
  ).some((earlier) => wallTime(new Date(earlier), timezone) === shown)
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
