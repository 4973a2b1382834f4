import { z } from 'zod'
import { defineRule, exactly, type Factor, silence, times } from '../rule.ts'
import { upgradeCluster } from './remedies.ts'

/**
 * Kubernetes clusters on a version that only paid support still covers: the meter says so. Sources: Amazon EKS pricing (0.10
 * an hour in standard, 0.60 in extended support), AKS long-term support, GKE extended channel.
 */
export const kubernetesSupport = defineRule({
  id: 'LIC-01',
  slug: 'lic-01-kubernetes-extended-support',
  title: 'Kubernetes version in extended support',
  family: 'licence',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: [],
  settings: z.object({
    days: z.number().min(1).max(30).default(3).describe('Days on which it was charged, at least'),
  }),
  sql: `
    with cluster_line as (
      select *, lower(concat_ws(' ', usage_type, operation, meter, description)) as words
      from resource_use
      where regexp_matches(coalesce(service, ''), '(?i)kubernetes|\\bEKS\\b|\\bAKS\\b|\\bGKE\\b')
    ),
    marked as (
      select *, regexp_matches(words, 'extended.?(support|channel|period)|long.?term support|\\blts\\b') as extended
      from cluster_line
    )
    select provider, billing_account, sub_account, any_value(service) as service, region, any_value(team) as team,
      currency, case when resource is null then [] else [resource] end as resource_ids,
      (sum(cost) filter (where extended))::decimal(38, 14)::varchar as monthly_cost,
      max(coalesce(resource_name, resource, sub_account_name, sub_account)) as name,
      (max(days) filter (where extended))::integer as days, (min(idle_days) filter (where extended))::integer as idle_days,
      (sum(quantity) filter (where extended))::double as hours,
      coalesce(sum(cost) filter (where not extended and regexp_matches(words, 'percluster|cluster.*hour|uptime|management|standard')), 0)::double
        as standard_cost
    from marked
    group by provider, billing_account, sub_account, region, currency, resource
    having max(days) filter (where extended) >= $days and sum(cost) filter (where extended) > 0
  `,
  row: z.object({
    name: z.string().nullable(),
    days: z.number(),
    idle_days: z.number(),
    hours: z.number().nullable(),
    standard_cost: z.number(),
  }),
  judge(row) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It has been upgraded or deleted.')
    const share = row.standard_cost > 0 ? SURCHARGE : WHOLE_PRICE
    const id = row.resource_ids[0] ?? null
    return {
      verdict: 'finding',
      grade: 'P',
      title: `${row.name?.split('/').at(-1) ?? 'A cluster'} runs a Kubernetes version in extended support`,
      probability: 0.95,
      savings: times(Number(row.monthly_cost), share),
      factors: [
        exactly('extended support', Number(row.monthly_cost), `${row.currency}/month`, 'bill'),
        share,
      ],
      oneOff: 0,
      effort: 'M',
      risk: 'medium',
      facts: { hours: row.hours, standard_fee: row.standard_cost },
      remediation: upgradeCluster(row.provider, id, row.region),
    }
  },
})

/** The standard fee is billed beside it: all of this line is surcharge. */
const SURCHARGE: Factor = exactly(
  'part of the line that is a surcharge',
  1,
  'share',
  'bill: the standard fee has a line of its own',
)
/** One line for both: 0.60 an hour, of which 0.10 stay. */
const WHOLE_PRICE: Factor = {
  name: 'part of the line that is a surcharge',
  low: 0.8,
  expected: 0.5 / 0.6,
  high: 0.86,
  unit: 'share',
  source: 'list price of Amazon EKS: 0.10 of 0.60 an hour stays',
}
