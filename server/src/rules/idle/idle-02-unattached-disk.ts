import { z } from 'zod'
import { defineRule, silence, times } from '../rule.ts'
import { shareWithSnapshot } from './disk-price.ts'
import { deletionOf } from './remedies.ts'

/** What bills as block storage on the three clouds. */
export const DISK_TEXT = `(?i)EBS:VolumeUsage|PD Capacity|\\bpd-(ssd|balanced|standard|extreme)|hyperdisk|(Premium|Standard)( SSD)? (v2 )?(Managed )?Disks?|\\b[PES][0-9]+ (LRS|ZRS) Disk`

/** A disk that no machine uses. Source: AWS Compute Optimizer (32 days), OptScale (1 day); here 14, with a snapshot first. */
export const unattachedDisk = defineRule({
  id: 'IDLE-02',
  slug: 'idle-02-unattached-disk',
  title: 'Disk that is attached to nothing',
  family: 'idle',
  class: 'usage',
  stage: 'delete',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory'],
  settings: z.object({
    days: z.number().min(1).max(365).default(14).describe('Days without a machine, at least'),
  }),
  sql: `
    select disk.provider, billing_account, sub_account, any_value(service) as service, region,
      any_value(team) as team, currency, [disk.resource] as resource_ids, sum(cost)::varchar as monthly_cost,
      any_value(resource_name) as name, min(idle_days) as idle_days, any_value(concat_ws(' ', attributes->>'volume_type', usage_type, meter)) as type,
      any_value((attributes->>'attached')::boolean) as attached,
      any_value(coalesce((attributes->>'size_gib')::double, (attributes->>'size_gb')::double)) as size,
      any_value((attributes->>'used_gib')::double) as used,
      any_value(observed_at::date - try_cast(attributes->>'detached_at' as timestamp)::date)::integer as detached_days,
      max(days) as days
    from resource_use as disk
    left join inventory_now using (resource)
    where disk.resource is not null
      and (regexp_matches(concat_ws(' ', usage_type, meter, description), '${DISK_TEXT}')
        or inventory_now.resource_type = 'disk')
      and not coalesce((attributes->>'attached')::boolean, false)
    group by disk.provider, billing_account, sub_account, region, currency, disk.resource
    having $days > 0
  `,
  row: z.object({
    name: z.string().nullable(),
    idle_days: z.number(),
    type: z.string(),
    attached: z.boolean().nullable(),
    size: z.number().nullable(),
    used: z.number().nullable(),
    detached_days: z.number().nullable(),
    days: z.number(),
  }),
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
    if (row.attached === null)
      return silence('no_inventory', 'A bill does not tell which disk is attached; an inventory would.')
    const known = row.detached_days ?? row.days
    if (known < settings.days)
      return silence('too_young', `It has been detached for less than ${settings.days} days.`)
    const share = shareWithSnapshot({ type: row.type, sizeGib: row.size, usedGib: row.used })
    return {
      verdict: 'finding',
      grade: 'I',
      title: `${row.name ?? row.resource_ids[0] ?? 'The disk'} has been attached to nothing for ${known} days`,
      probability: 0.9,
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      oneOff: 0,
      effort: 'S',
      risk: 'low',
      facts: { size_gib: row.size, used_gib: row.used, days_detached: known },
      remediation: deletionOf('disk', row),
    }
  },
})
