import { z } from 'zod'
import { type Silence, silence } from '../rule.ts'

/** Columns that every rule about `volume` returns. */
export const VOLUME_COLUMNS = `
  provider, billing_account, sub_account, service, region, team, currency, [resource] as resource_ids,
  cost::varchar as monthly_cost, name, type, gib, storage_cost::double as storage_cost, iops_cost::double as iops_cost,
  throughput_cost::double as throughput_cost, iops, age_days, idle_days, env_class`

export const VolumeRow = z.object({
  name: z.string(),
  type: z.string(),
  gib: z.number().nullable(),
  storage_cost: z.number(),
  iops_cost: z.number(),
  throughput_cost: z.number(),
  iops: z.number().nullable(),
  age_days: z.number(),
  idle_days: z.number(),
  env_class: z.string().nullable(),
})

/** Why a volume is not looked at, whatever the rule; null when it is. */
export function volumeRefusal(row: { idle_days: number; age_days: number }, days: number): Silence | null {
  if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
  if (row.age_days < days) return silence('too_young', `Younger than the look-back of ${days} days.`)
  return null
}

/** CTE `disk_load`: operations a second of a volume, reads and writes: `ops_days`, `ops_p99` (sum of both), `ops_peak`. */
export const DISK_LOAD = `
  disk_load as (
    select resource, min(days) as ops_days, sum(p99) as ops_p99, sum(peak) as ops_peak, bool_and(hourly) as ops_hourly
    from metric_stat
    where metric in ('disk_read_ops', 'disk_write_ops')
    group by resource
    having count(*) = 2
  )
`
