import { addDays, type Day, dayInWords } from '@outlay/shared/period'
import type { ReportPeriod } from '@outlay/shared/report-periods'
import { lastDue, type Timetable } from './fire-time.ts'

const WAIT_MS = 24 * 3_600_000
const CATCH_UP_MS = WAIT_MS + 3_600_000

export interface DueInput {
  readonly kind: ReportPeriod['kind']
  readonly timetable: Timetable
  readonly now: Date
  /** When the schedule was seen first; what was due before is not made up for. */
  readonly firstSeen: Date
  /** True where the report on the period was made already. */
  readonly isMade: (period: string) => boolean
  /** Last complete day. */
  readonly dataThrough: Day | null
}

export type DueDecision =
  | { readonly what: 'nothing' }
  | { readonly what: 'wait'; readonly why: string }
  | { readonly what: 'send'; readonly period: ReportPeriod; readonly trigger: 'schedule' | 'catch-up' }

/**
 * What is to be done now: the report on the newest period that was due goes out once, when its last day is complete,
 * else 24 hours later as it is. After a time without a server older periods are not told any more.
 */
export function decideDue({ kind, timetable, now, firstSeen, isMade, dataThrough }: DueInput): DueDecision {
  const { period, due } = lastDue(kind, timetable, now)
  if (due < firstSeen || isMade(period.key)) return { what: 'nothing' }
  const last = addDays(period.end, -1)
  const late = now.getTime() - due.getTime()
  if (dataThrough === null || dataThrough < period.start)
    return { what: 'wait', why: `No day of ${period.key} is complete yet.` }
  if (dataThrough < last && late < WAIT_MS) {
    return {
      what: 'wait',
      why: `Waits for ${dayInWords(last)} to be complete, until ${new Date(due.getTime() + WAIT_MS).toISOString().slice(0, 16).replace('T', ' ')} UTC at most.`,
    }
  }
  return { what: 'send', period, trigger: late > CATCH_UP_MS ? 'catch-up' : 'schedule' }
}
