import { z } from 'zod'
import type { CandidateBase, Factor } from '../rule.ts'

export const OffHoursRow = z.object({
  name: z.string(),
  kind: z.string(),
  cluster: z.string().nullable(),
  job: z.string().nullable(),
  gpus: z.number().nullable(),
  age_days: z.number(),
  idle_days: z.number(),
  off_share: z.number().nullable(),
  off_time: z.number(),
  start_hour: z.number(),
  load_days: z.number().nullable(),
  busy_hours: z.number().nullable(),
  off_samples: z.number().nullable(),
  busy_off: z.number().nullable(),
  hours_a_run: z.number().nullable(),
})
export type OffHoursRow = CandidateBase & z.output<typeof OffHoursRow>

/** How much of the time outside working hours it is on, 1 for a machine that never stops. */
export function uptimeOff({ off_share, off_time }: OffHoursRow): number {
  return (off_share ?? 0) / off_time
}

export function offFactor({ off_share }: OffHoursRow): Factor {
  const share = off_share ?? 0
  return {
    name: 'part of its compute cost outside working hours',
    low: share,
    expected: share,
    high: share,
    unit: 'share',
    source: 'bill: lines of the last 30 days by hour and weekday',
  }
}

/** With a load: two hours a day more, or three less; without: how much of it people let go is a guess. */
export function reachFactor(proven: boolean, hours: number): Factor {
  const off = (day: number) => 168 - 5 * Math.min(24, Math.max(0, day))
  const name = 'part of that in which it can be off'
  const high = off(hours - 3) / off(hours)
  if (!proven)
    return { name, low: 0.54, expected: 0.86, high, unit: 'share', source: 'assumption of ours: no series' }
  const low = off(hours + 2) / off(hours)
  return {
    name,
    low,
    expected: 1,
    high,
    unit: 'share',
    source: 'metrics: no work outside; two hours a day more, or three less',
  }
}

export function offHoursFacts(row: OffHoursRow) {
  return {
    off_hours_share_of_cost: row.off_share,
    work_starts_utc: row.start_hour,
    days_of_load: row.load_days,
    busy_hours: row.busy_hours,
    busy_hours_outside: row.busy_off,
  }
}
