import { z } from 'zod'
import { defineRule, exactly, silence, times } from '../rule.ts'
import { deletionOf } from './remedies.ts'

/** A Kubernetes control plane without nodes, or an App Service plan without apps. Source: bill rows of cluster hours and of machines. */
export const emptyCluster = defineRule({
  id: 'IDLE-13',
  slug: 'idle-13-empty-cluster',
  title: 'Cluster or app plan with nothing in it',
  family: 'idle',
  class: 'usage',
  stage: 'delete',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory'],
  settings: z.object({
    days: z.number().min(7).max(30).default(14).describe('Days without nodes, at least'),
  }),
  sql: `
    with node as (
      select provider, sub_account, region, count(*) as machines, count(cluster) as named from machine
      where kind = 'vm' and idle_days <= 3 group by all
    ),
    fargate as (
      select provider, sub_account, count(*) as pods from resource_use
      where regexp_matches(concat_ws(' ', usage_type, meter, description), '(?i)fargate|autopilot') group by all
    )
    select used.provider, billing_account, used.sub_account, any_value(service) as service, used.region,
      any_value(team) as team, currency, [used.resource] as resource_ids, sum(cost)::varchar as monthly_cost,
      any_value(resource_name) as name, max(days) as days, min(idle_days) as idle_days,
      coalesce(any_value(node.machines), 0)::integer as machines, coalesce(any_value(fargate.pods), 0)::integer as pods,
      any_value(coalesce((attributes->>'nodes')::integer, (attributes->>'apps')::integer)) as inside,
      bool_or(regexp_matches(concat_ws(' ', usage_type, meter, description), '(?i)App Service|\\b[PSB][0-9] v[23] App')) as plan,
      bool_or(inventory_now.resource_id is not null) as listed
    from resource_use as used
    left join inventory_now using (resource)
    left join node on node.provider = used.provider and node.sub_account = used.sub_account and node.region is not distinct from used.region
    left join fargate on fargate.provider = used.provider and fargate.sub_account = used.sub_account
    where used.resource is not null and $days > 0
      and (regexp_matches(concat_ws(' ', usage_type, meter, description), '(?i)AmazonEKS-Hours:perCluster|Kubernetes Clusters|Uptime SLA|Standard Tier.*Kubernetes')
        or inventory_now.resource_type = 'app_service_plan')
    group by used.provider, billing_account, used.sub_account, used.region, currency, used.resource
  `,
  row: z.object({
    name: z.string().nullable(),
    days: z.number(),
    idle_days: z.number(),
    machines: z.number(),
    pods: z.number(),
    inside: z.number().nullable(),
    plan: z.boolean(),
    listed: z.boolean(),
  }),
  judge(row, { settings }) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
    if (row.days < settings.days) return silence('too_young', `It bills for less than ${settings.days} days.`)
    if (row.inside !== null && row.inside > 0) return silence('not_worth_it', 'It has nodes or apps.')
    if (row.inside === null && row.plan)
      return silence('no_inventory', 'A bill does not tell how many apps a plan has.')
    if (row.inside === null && row.machines + row.pods > 0)
      return silence(
        'no_inventory',
        'There are machines in its account; a bill does not tell whose nodes they are.',
      )
    const proven = row.inside === 0
    const share = exactly('share of the charge that ends', 1, 'share', 'bill')
    return {
      verdict: 'finding',
      grade: proven ? 'I' : 'S',
      title: `${row.name ?? row.resource_ids[0] ?? 'The cluster'} has nothing in it`,
      probability: proven ? 0.9 : 0.6,
      savings: times(Number(row.monthly_cost), share),
      factors: [share],
      oneOff: 0,
      effort: 'S',
      risk: 'medium',
      facts: { inside: row.inside, machines_in_account: row.machines, days: row.days },
      remediation: deletionOf('cluster', row),
    }
  },
})
