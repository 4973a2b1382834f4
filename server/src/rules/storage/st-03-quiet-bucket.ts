import { z } from 'zod'
import { defineRule, silence, type Verdict } from '../rule.ts'
import { BUCKET_SELECT, BUCKETS, baseClass, basePrice } from './bucket.ts'
import { bucketFacts } from './bucket-inventory.ts'
import { classesOf } from './class-price.ts'
import { QuietColumns, type QuietRow, quietFinding } from './quiet-finding.ts'

/**
 * Buckets that nothing has asked for anything for a quarter: the bill has a line for every request, so that their absence
 * speaks. Sources: rules guide §1D ST-03 (last request from billing, as CUDOS reckons it) and §6.
 */
export const quietBucket = defineRule({
  id: 'ST-03',
  slug: 'st-03-quiet-bucket',
  title: 'Bucket without requests',
  family: 'storage',
  class: 'usage',
  stage: 'configure',
  clouds: ['aws', 'azure', 'gcp'],
  wants: ['inventory', 'prices'],
  settings: z.object({
    min_gb: z
      .number()
      .min(0)
      .default(100)
      .describe('Smallest bucket that is looked at, GB in Standard or Hot'),
    quiet_days: z.number().min(30).default(90).describe('Days without requests, at least'),
    noise: z.number().min(0).default(20).describe('Requests a day that count as none: scanners and listings'),
  }),
  sql: `with ${BUCKETS},
    request_day as (
      select provider, billing_account, resource, day, sum(consumed_quantity) as requests
      from cost_fact
      where charge_category = 'Usage' and resource in (select resource from bucket where base_gb >= $min_gb)
        and regexp_matches(coalesce(usage_type, ''), '(?i)requests|operations|retrieval|class [ab]|out-bytes')
      group by all
      having sum(consumed_quantity) > $noise
    ),
    last_request as (
      select provider, billing_account, resource, max(day) as last_request
      from request_day
      group by all
    )
    select ${BUCKET_SELECT}, base_cost::decimal(38, 14)::varchar as monthly_cost, last_request::varchar as last_request,
      (end_day - 1)::varchar as last_day, owner.first_seen::varchar as first_seen,
      exists (select 1 from bucket as other where other.provider = bucket.provider
        and other.billing_account = bucket.billing_account and other.gets + other.puts > 0) as requests_billed
    from bucket
    join rule_window using (provider, billing_account)
    left join last_request using (provider, billing_account, resource)
    left join (select provider, resource, first_seen from resource_owner) as owner using (provider, resource)
    where base_gb >= $min_gb and bucket.gets + bucket.puts <= 30 * $noise and resource is not null`,
  row: QuietColumns,
  judge(row, { settings }) {
    const refused = unjudged(row)
    if (refused !== null) return refused
    const facts = bucketFacts(row.attributes)
    const last = [row.last_request, facts?.lastRequest ?? null]
      .filter((day) => day !== null)
      .toSorted()
      .at(-1)
    const quiet = daysBetween(last ?? row.first_seen ?? row.last_day, row.last_day)
    if (quiet < settings.quiet_days) {
      return last === undefined
        ? silence(
            'too_young',
            `The bill knows it for ${quiet} days; ${settings.quiet_days} without a request are asked for.`,
          )
        : silence('not_worth_it', `Its last request was on ${last}.`)
    }
    const classes = classesOf(row, baseClass(row.provider), basePrice(row))
    if (classes === null)
      return silence('price_unknown', 'No price paid for its class, or no list prices to compare it with.')
    return quietFinding(row, facts, classes, quiet)
  },
})

function unjudged(row: QuietRow): Verdict | null {
  if (row.idle_days > 3) return silence('not_worth_it', 'It no longer bills.')
  if (row.automatic) return silence('already_covered', 'The cloud tiers its objects by access already.')
  if (!row.requests_billed && row.attributes === null)
    return silence(
      'no_inventory',
      'The bill of this account names no requests, so that silence says nothing.',
    )
  return null
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
