import { addDays, type Day, dayInWords } from '@outlay/shared/period'
import { periodBefore, type ReportPeriod } from '@outlay/shared/report-periods'
import { fireTime, lastDue, type Timetable } from './fire-time.ts'

const WAIT_MS = 24 * 3_600_000
const CATCH_UP_MS = WAIT_MS + 3_600_000
/** Older periods than so many are not made up for. */
const MISSED_MAX = 12

export interface DueInput {
  readonly kind: ReportPeriod['kind']
  readonly timetable: Timetable
  readonly now: Date
  /** When the schedule was seen first; what was due before is not made up for. */
  readonly firstSeen: Date
  /** True where the report on the period was made already. */
  readonly isMade: (period: string) => boolean
  /** First day of the data, and the last that every source has delivered. */
  readonly oldestDay: Day | null
  readonly deliveredThrough: Day | null
}

export type DueDecision =
  | { readonly what: 'nothing' }
  | { readonly what: 'wait'; readonly why: string }
  | { readonly what: 'send'; readonly period: ReportPeriod; readonly trigger: 'schedule' | 'catch-up' }

/**
 * What is to be done now: the report on the newest period that was due goes out once, when every source has delivered its
 * last day, else 24 hours later as it is.
 */
export function decideDue(input: DueInput): DueDecision {
  const { kind, timetable, now, firstSeen, isMade, deliveredThrough } = input
  const { period, due } = lastDue(kind, timetable, now)
  if (due < firstSeen || isMade(period.key)) return { what: 'nothing' }
  const last = addDays(period.end, -1)
  const late = now.getTime() - due.getTime()
  if (deliveredThrough === null || deliveredThrough < period.start)
    return { what: 'wait', why: `No day of ${period.key} is delivered yet.` }
  if (deliveredThrough < last && late < WAIT_MS) {
    return {
      what: 'wait',
      why: `Waits for every source to deliver ${dayInWords(last)}, until ${new Date(due.getTime() + WAIT_MS).toISOString().slice(0, 16).replace('T', ' ')} UTC at most.`,
    }
  }
  return { what: 'send', period, trigger: late > CATCH_UP_MS ? 'catch-up' : 'schedule' }
}

/**
 * Earlier periods that were due and never made, the oldest first: those of a time without a server, or without data. They
 * are made and kept, and told nobody, as the newest one is.
 */
export function missedPeriods(input: DueInput): readonly ReportPeriod[] {
  const { kind, timetable, now, firstSeen, isMade, oldestDay, deliveredThrough } = input
  const missed: ReportPeriod[] = []
  if (oldestDay === null || deliveredThrough === null) return missed
  let period = periodBefore(lastDue(kind, timetable, now).period)
  for (let step = 0; step < MISSED_MAX; step += 1) {
    if (fireTime(period, timetable) < firstSeen || period.end <= oldestDay) break
    if (!isMade(period.key) && period.start <= deliveredThrough) missed.unshift(period)
    period = periodBefore(period)
  }
  return missed
}
