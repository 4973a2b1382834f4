import { z } from 'zod'
import { defineRule, exactly, silence, times } from '../rule.ts'
import { deletionOf } from './remedies.ts'

/**
 * Addresses whose meter says that nothing uses them (AWS, Google Cloud), or whose inventory does (Azure, which bills used
 * and unused alike). Sources: AWS VPC pricing, Google Cloud external IP pricing.
 */
export const idlePublicIp = defineRule({
  id: 'IDLE-01',
  slug: 'idle-01-public-ip',
  title: 'Public IP address that nothing uses',
  family: 'idle',
  class: 'usage',
  stage: 'delete',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory'],
  settings: z.object({
    days: z.number().min(1).max(30).default(7).describe('Days on which it was idle, at least'),
  }),
  sql: `
    with address as (
      select *, concat_ws(' ', usage_type, meter, description) as says
      from resource_use
      where pricing_category is distinct from 'Dynamic'
    )
    select address.provider, billing_account, sub_account, any_value(service) as service, region,
      any_value(team) as team, currency, [address.resource] as resource_ids, sum(cost)::varchar as monthly_cost,
      any_value(resource_name) as name, max(days) as days, any_value(usage_type) as usage_type,
      min(idle_days) as idle_days,
      bool_or(regexp_matches(says, '(PublicIPv4|ElasticIP):IdleAddress|(?i:static ip charge)')) as by_meter,
      any_value(coalesce((attributes->>'attached')::boolean, lower(state) not in ('unassociated', 'reserved'))) as attached
    from address
    left join inventory_now using (resource)
    where regexp_matches(says, '(PublicIPv4|ElasticIP):IdleAddress|(?i:static ip charge)')
      or (address.provider = 'azure' and regexp_matches(says, '(?i)static public ip'))
    group by address.provider, billing_account, sub_account, region, currency, address.resource
    having max(days) >= $days
  `,
  row: z.object({
    name: z.string().nullable(),
    days: z.number(),
    usage_type: z.string().nullable(),
    idle_days: z.number(),
    by_meter: z.boolean(),
    attached: z.boolean().nullable(),
  }),
  judge(row) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
    if (!row.by_meter && row.attached === null)
      return silence(
        'no_inventory',
        'Azure bills used and unused addresses alike; an inventory would tell them apart.',
      )
    if (!row.by_meter && row.attached === true) return silence('not_worth_it', 'It is in use.')
    const share = exactly('share of the charge that ends', 1, 'share', row.by_meter ? 'bill' : 'inventory')
    return {
      verdict: 'finding',
      grade: row.by_meter ? 'P' : 'I',
      title: `${row.name ?? row.resource_ids[0] ?? 'The address'} has been idle for ${row.days} days`,
      probability: row.by_meter ? 0.95 : 0.9,
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      oneOff: 0,
      effort: 'S',
      risk: 'low',
      facts: { usage_type: row.usage_type, days: row.days },
      remediation: deletionOf('address', row),
    }
  },
})
