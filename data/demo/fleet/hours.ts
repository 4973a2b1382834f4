import { toHour } from '../calendar.ts'
import type { Hour } from '../types.ts'
import { accountOf, type Fleet, firstHour, lastHour } from './fleet.ts'

export function lifetime(fleet: Fleet, account: string, from?: Hour, until?: Hour): [Hour, Hour] {
  const { source } = accountOf(account)
  return [
    Math.max(from ?? 0, firstHour(fleet, source)),
    Math.min(until ?? Number.MAX_SAFE_INTEGER, lastHour(fleet, source)),
  ]
}

/** ISO time of an hour, as inventories write it. */
export function at(hour: Hour): string {
  return new Date(hour * 3_600_000).toISOString().replace('.000Z', 'Z')
}

/** Hour 0 of the day that lies `days` before the first day without data. */
export function ago(fleet: Fleet, days: number): Hour {
  return toHour(fleet.calendar.ago(days))
}

/** Hour 0 of day `day` (1–28) of month `index`. */
export function monthHour(fleet: Fleet, index: number, day = 1): Hour {
  return toHour(fleet.calendar.month(index)) + (day - 1) * 24
}
