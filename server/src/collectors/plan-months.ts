import { addDays, type Day, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import type { CollectWindow } from './collector.ts'

/** What a source remembers between runs, by billing month (`YYYY-MM`). */
export const CollectorMemory = z.object({
  months: z.record(z.string(), z.object({ estimated: z.boolean(), collectedAt: z.string() })),
})
export type CollectorMemory = z.infer<typeof CollectorMemory>

export interface MonthWindow extends CollectWindow {
  readonly month: string
}

interface Plan {
  readonly today: Day
  readonly memory: CollectorMemory
  readonly since?: Day | undefined
  readonly until?: Day | undefined
}

/** The current month and the twelve before it. */
const FIRST_RUN_MONTHS = 13

/**
 * Months to read, newest first: those that were never read, that the vendor last called estimated, the current and the
 * previous one. With `since` or `until` (exclusive): every month that they touch. Months are always whole, up to today,
 * because a delivery replaces its billing month whole.
 */
export function planMonths({ today, memory, since, until }: Plan): MonthWindow[] {
  const tomorrow = addDays(today, 1)
  const last = monthStart(until === undefined || until > tomorrow ? today : addDays(until, -1))
  const first = since === undefined ? monthStart(last, 1 - FIRST_RUN_MONTHS) : monthStart(since)
  const asked = since !== undefined || until !== undefined
  const months: MonthWindow[] = []
  for (let start = last; start >= first; start = monthStart(start, -1)) {
    const month = start.slice(0, 7)
    const next = monthStart(start, 1)
    const isOver = next <= today
    if (asked || canChange(start, month, today, memory)) {
      months.push({ month, since: start, until: isOver ? next : tomorrow })
    }
  }
  return months
}

function canChange(start: Day, month: string, today: Day, { months }: CollectorMemory): boolean {
  return start >= monthStart(today, -1) || (months[month]?.estimated ?? true)
}
