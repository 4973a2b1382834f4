import { z } from 'zod'
import { defineRule, silence, times } from '../rule.ts'
import { shareWithSnapshot } from './disk-price.ts'
import { DISK_TEXT } from './idle-02-unattached-disk.ts'
import { deletionOf } from './remedies.ts'

/** Disks of a machine that has been stopped for a month. Source: Azure optimization engine (long-deallocated, 30 days). */
export const stoppedMachine = defineRule({
  id: 'IDLE-03',
  slug: 'idle-03-stopped-machine',
  title: 'Disk of a machine that has long been stopped',
  family: 'idle',
  class: 'usage',
  stage: 'delete',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory'],
  settings: z.object({
    days: z.number().min(7).max(365).default(30).describe('Days since the machine ran, at least'),
  }),
  sql: `
    with last_run as (
      select resource, max(day) as day from cost_fact where charge_category = 'Usage' and resource is not null
      group by resource
    ),
    host as (
      select inventory_now.resource, lower(regexp_extract(inventory_now.resource, '([^/:]+)$', 1)) as name, state, last_run.day
      from inventory_now
      left join last_run using (resource)
      where inventory_now.resource_type in ('vm', 'instance')
        and regexp_matches(lower(state), '^(vm )?(stopped|terminated|deallocated|suspended)')
    ),
    disk as (
      select resource_use.*, attributes, state as disk_state,
        coalesce(attributes->>'attached_to', attributes->>'managed_by') as attached_to
      from resource_use
      join inventory_now using (resource)
      where (regexp_matches(concat_ws(' ', usage_type, meter, description), '${DISK_TEXT}')
          or inventory_now.resource_type = 'disk')
        and (attributes->>'attached')::boolean
    )
    select disk.provider, billing_account, sub_account, any_value(service) as service, region,
      any_value(team) as team, currency, [disk.resource] as resource_ids, sum(cost)::varchar as monthly_cost,
      any_value(resource_name) as name, min(idle_days) as idle_days,
      any_value(concat_ws(' ', attributes->>'volume_type', usage_type, meter)) as type,
      any_value(coalesce((attributes->>'size_gib')::double, (attributes->>'size_gb')::double)) as size,
      any_value((attributes->>'used_gib')::double) as used, any_value(attached_to) as machine,
      any_value(host.resource is not null or lower(disk_state) = 'reserved') as stopped,
      any_value(disk.last_day - host.day)::integer as days_stopped
    from disk
    left join host on host.resource = lower(disk.attached_to) or host.resource = disk.attached_to
      or host.name = lower(disk.attached_to)
      -- Azure: a disk is named after its machine, in the same resource group
      or (disk.attached_to is null and disk.provider = 'azure'
        and regexp_extract(host.resource, '/resourcegroups/([^/]+)', 1) = regexp_extract(disk.resource, '/resourcegroups/([^/]+)', 1)
        and regexp_matches(regexp_extract(disk.resource, '([^/]+)$', 1), '^' || regexp_escape(host.name) || '[-_](os|data)'))
    where host.resource is not null or lower(disk_state) = 'reserved'
    group by disk.provider, billing_account, sub_account, region, currency, disk.resource
    having $days > 0
  `,
  row: z.object({
    name: z.string().nullable(),
    idle_days: z.number(),
    type: z.string(),
    size: z.number().nullable(),
    used: z.number().nullable(),
    machine: z.string().nullable(),
    stopped: z.boolean(),
    days_stopped: z.number().nullable(),
  }),
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
    if (row.days_stopped !== null && row.days_stopped < settings.days)
      return silence('too_young', `Its machine ran within the last ${settings.days} days.`)
    const share = shareWithSnapshot({ type: row.type, sizeGib: row.size, usedGib: row.used })
    const since = row.days_stopped === null ? 'longer than history reaches' : `${row.days_stopped} days`
    return {
      verdict: 'finding',
      grade: 'I',
      title: `${row.name ?? row.resource_ids[0] ?? 'The disk'}: its machine has been stopped for ${since}`,
      probability: 0.9,
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      oneOff: 0,
      effort: 'S',
      risk: 'low',
      facts: { machine: row.machine, days_stopped: row.days_stopped, size_gib: row.size, used_gib: row.used },
      remediation: deletionOf('disk', row),
    }
  },
})
