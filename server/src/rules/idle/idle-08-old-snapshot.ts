import { z } from 'zod'
import { defineRule, type Factor, silence, times } from '../rule.ts'
import { deletionOf } from './remedies.ts'

/** Snapshots kept beyond their use. Source: steampipe thrifty mods (90 days). */
export const oldSnapshot = defineRule({
  id: 'IDLE-08',
  slug: 'idle-08-old-snapshot',
  title: 'Old snapshot that nothing refers to',
  family: 'idle',
  class: 'usage',
  stage: 'delete',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory'],
  settings: z.object({
    days: z.number().min(30).max(3650).default(90).describe('Age in days, at least'),
  }),
  sql: `
    select used.provider, billing_account, sub_account, any_value(service) as service, region,
      any_value(team) as team, currency, [used.resource] as resource_ids, sum(cost)::varchar as monthly_cost,
      any_value(resource_name) as name, min(idle_days) as idle_days,
      any_value(inventory_now.resource_id is not null) as listed,
      any_value(coalesce((attributes->>'created_days_ago')::integer,
        observed_at::date - try_cast(attributes->>'created_at' as timestamp)::date))::integer as age,
      any_value((attributes->>'source_volume_exists')::boolean) as source_exists,
      any_value(coalesce(json_array_length(attributes->'referenced_by'), 0)) ::integer as referenced,
      any_value(coalesce((attributes->>'retain')::boolean, (attributes->>'legal_hold')::boolean, false)) as held
    from resource_use as used
    left join inventory_now using (resource)
    where used.resource is not null and $days > 0
      and regexp_matches(concat_ws(' ', usage_type, meter, description), '(?i)SnapshotUsage|PD Snapshot|Snapshots? (LRS|ZRS)|Snapshot')
    group by used.provider, billing_account, sub_account, region, currency, used.resource
  `,
  row: z.object({
    name: z.string().nullable(),
    idle_days: z.number(),
    listed: z.boolean(),
    age: z.number().nullable(),
    source_exists: z.boolean().nullable(),
    referenced: z.number().nullable(),
    held: z.boolean().nullable(),
  }),
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
    if (!row.listed || row.age === null)
      return silence('no_inventory', 'A bill does not tell how old a snapshot is, nor what refers to it.')
    if (row.age < settings.days) return silence('too_young', `It is younger than ${settings.days} days.`)
    if ((row.referenced ?? 0) > 0) return silence('not_worth_it', 'An image refers to it.')
    if (row.held === true) return silence('not_worth_it', 'It must be kept.')
    const alone = row.source_exists === false
    const share: Factor = alone
      ? {
          name: 'share of its bytes that are freed',
          low: 0.85,
          expected: 1,
          high: 1,
          unit: 'share',
          source: 'inventory: its disk is gone, no newer snapshot builds on it',
        }
      : {
          name: 'share of its bytes that are freed',
          low: 0.4,
          expected: 0.6,
          high: 0.75,
          unit: 'share',
          source: 'prior: snapshots are incremental, later ones keep shared blocks',
        }
    return {
      verdict: 'finding',
      grade: 'I',
      title: `${row.name ?? row.resource_ids[0] ?? 'The snapshot'} is ${row.age} days old and nothing refers to it`,
      probability: 0.9,
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      oneOff: 0,
      effort: 'S',
      risk: 'medium',
      facts: { age_days: row.age, source_volume_exists: row.source_exists },
      remediation: deletionOf('snapshot', row),
    }
  },
})
