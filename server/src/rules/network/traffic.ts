import { z } from 'zod'
import { MARGIN_COLUMN, savedAtMargin, tierFactors } from '../base/margin.ts'
import { type CandidateBase, type Factor, type Finding, type Silence, silence } from '../rule.ts'

const TEXT = `concat_ws(' ', usage_type, meter, description)`
const IS_CDN = `regexp_matches(concat_ws(' ', service, meter), '(?i)cloudfront|front ?door|\\bcdn\\b')`
const IS_NAT = `regexp_matches(usage_type, 'NatGateway-Bytes$')
  or (provider = 'azure' and regexp_matches(concat_ws(' ', service, meter, resource), '(?i)nat ?gateway') and regexp_matches(${TEXT}, '(?i)data processed'))
  or (provider = 'gcp' and regexp_matches(${TEXT}, '(?i)\\bnat\\b.*data process'))`
const IS_ZONE = `regexp_matches(usage_type, 'DataTransfer-Regional-Bytes$') or regexp_matches(${TEXT}, '(?i)inter[- ]?(availability )?zone (data transfer|egress|data)')`
const IS_REGION = `regexp_matches(usage_type, '-AWS-Out-Bytes$')
  or (provider <> 'aws' and regexp_matches(${TEXT}, '(?i)inter[- ]?(region|continent)[a-z]* (data transfer|egress|data)'))`
const IS_INTERNET = `regexp_matches(usage_type, '(^|-)DataTransfer-Out-Bytes$')
  or (provider = 'azure' and service = 'Bandwidth' and regexp_matches(meter, '(?i)data transfer out'))
  or (provider = 'gcp' and regexp_matches(${TEXT}, '(?i)(internet|worldwide|premium|standard tier).*(data transfer out|egress)|internet egress|download worldwide'))`

/**
 * CTE `traffic`: bytes that bill by the gigabyte, a row per sub-account, region and `way`: `nat`, `zone`, `region`,
 * `internet`, `cdn`. A charge of the account: it names no resources. `gigabytes` double, `price` double: paid a gigabyte,
 * `routes` list of what the bill calls them, the dearest first.
 */
export const TRAFFIC = `
  moved as (
    select *, case when ${IS_CDN} then 'cdn' when ${IS_NAT} then 'nat' when ${IS_ZONE} then 'zone'
        when ${IS_REGION} then 'region' when ${IS_INTERNET} then 'internet' end as way
    from resource_use
    where quantity > 0 and regexp_matches(lower(unit), '^(gb|gib|gigabytes?|gibibytes?|1 gb|1 gib|gbs?-?months?)$')
  ),
  traffic as (
    select provider, billing_account, sub_account, region, currency, way, min(service) as service,
      arg_max(team, cost) as team, sum(cost) as cost, sum(margin_cost) as margin_cost, sum(quantity) as gigabytes, sum(cost)::double / sum(quantity) as price,
      list(distinct coalesce(usage_type, meter, description))[1:5] as routes, max(days)::integer as days,
      min(idle_days)::integer as idle_days, count(distinct resource)::integer as resources
    from moved
    where way is not null
    group by provider, billing_account, sub_account, region, currency, way
  )
`

/** Columns of one way of `traffic`. */
export function trafficSelect(way: 'nat' | 'zone' | 'region' | 'internet', more = ''): string {
  return `
    select provider, billing_account, sub_account, service, region, team, currency, []::varchar[] as resource_ids,
      cost::varchar as monthly_cost, margin_cost::double as margin_cost, gigabytes::double as gigabytes, price, array_to_string(routes, ', ') as routes, days, idle_days${more}
    from traffic
    where way = '${way}' and cost > 0`
}

export const TrafficRow = z.object({
  ...MARGIN_COLUMN,
  gigabytes: z.number(),
  price: z.number(),
  routes: z.string(),
  days: z.number(),
  idle_days: z.number(),
})
export type TrafficRow = CandidateBase & z.output<typeof TrafficRow>

export const trafficSettings = {
  min_cost: z
    .number()
    .min(0)
    .default(50)
    .describe('Cost of these bytes a month, at least, in the currency of the bill'),
  days: z.number().min(1).max(30).default(14).describe('Days on which they flowed, at least'),
}

/** Why bytes are not looked at, whatever the rule; null when they are. */
export function trafficRefusal(
  row: TrafficRow,
  { min_cost, days }: { readonly min_cost: number; readonly days: number },
): Silence | null {
  if (row.idle_days > 3) return silence('not_worth_it', 'Nothing flows any more.')
  if (row.days < days) return silence('too_young', `It flowed on fewer than ${days} days.`)
  if (Number(row.monthly_cost) < min_cost)
    return silence('below_materiality', `Costs less than ${min_cost} a month.`)
  return null
}

type Own = Pick<Finding, 'grade' | 'title' | 'probability' | 'effort' | 'risk' | 'remediation'>

/** A share of the bytes that need not flow, at the price of the last tier. */
export function trafficFinding(row: TrafficRow, share: Factor, own: Own): Finding {
  return {
    verdict: 'finding',
    ...own,
    savings: savedAtMargin(row, share),
    factors: [share, ...tierFactors(row)],
    oneOff: 0,
    facts: trafficFacts(row),
  }
}

export function trafficFacts(row: TrafficRow) {
  return {
    gigabytes: Math.round(row.gigabytes),
    paid_per_gigabyte: row.price,
    routes: row.routes,
    days: row.days,
  }
}
