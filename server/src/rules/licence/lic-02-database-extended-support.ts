import { z } from 'zod'
import { defineRule, exactly, silence, times } from '../rule.ts'
import { upgradeDatabase } from './remedies.ts'

/**
 * Databases, caches and search domains on a version that only paid support still covers: the meter says so. Sources: Amazon
 * RDS extended support (0.10 a vCPU-hour in the first two years, more later), ElastiCache, OpenSearch; Cloud SQL.
 */
export const databaseSupport = defineRule({
  id: 'LIC-02',
  slug: 'lic-02-database-extended-support',
  title: 'Database version in extended support',
  family: 'licence',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: [],
  settings: z.object({
    days: z.number().min(1).max(30).default(3).describe('Days on which it was charged, at least'),
  }),
  sql: `
    select provider, billing_account, sub_account, any_value(service) as service, region, any_value(team) as team,
      currency, case when resource is null then [] else [resource] end as resource_ids,
      sum(cost)::decimal(38, 14)::varchar as monthly_cost,
      max(coalesce(resource_name, resource, sub_account_name, sub_account)) as name, max(days)::integer as days,
      min(idle_days)::integer as idle_days, any_value(usage_type) as usage_type, sum(quantity)::double as quantity
    from resource_use
    where (regexp_matches(coalesce(usage_type, ''), 'ExtendedSupport')
        or regexp_matches(lower(concat_ws(' ', meter, description)), 'extended support'))
      and not regexp_matches(coalesce(service, ''), '(?i)kubernetes|\\bEKS\\b|\\bAKS\\b|\\bGKE\\b')
      and not regexp_matches(coalesce(usage_type, ''), '(?i)AmazonEKS')
    group by provider, billing_account, sub_account, region, currency, resource
    having max(days) >= $days and sum(cost) > 0
  `,
  row: z.object({
    name: z.string().nullable(),
    days: z.number(),
    idle_days: z.number(),
    usage_type: z.string().nullable(),
    quantity: z.number().nullable(),
  }),
  judge(row) {
    if (row.idle_days > 3) return silence('not_worth_it', 'It has been upgraded or deleted.')
    const share = exactly(
      'part of the line that is a surcharge',
      1,
      'share',
      'bill: extended support has a meter of its own',
    )
    return {
      verdict: 'finding',
      grade: 'P',
      title: `${row.name?.split(/[:/]/).at(-1) ?? 'A database'} runs a version in extended support`,
      probability: 0.95,
      savings: times(Number(row.monthly_cost), share),
      factors: [
        exactly('extended support', Number(row.monthly_cost), `${row.currency}/month`, 'bill'),
        share,
      ],
      oneOff: 0,
      effort: 'M',
      risk: 'medium',
      facts: { usage_type: row.usage_type, quantity: row.quantity },
      remediation: upgradeDatabase(row.provider, row.resource_ids[0] ?? null, row.region),
    }
  },
})
