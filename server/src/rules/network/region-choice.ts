import { z } from 'zod'
import type { CandidateBase, Factor } from '../rule.ts'

export const RegionRow = z.object({
  name: z.string(),
  type: z.string().nullable(),
  unbound: z.boolean(),
  idle_days: z.number(),
  age_days: z.number(),
  spot_share: z.number(),
  covered_share: z.number(),
  old_price: z.number().nullable(),
  new_price: z.number().nullable(),
  new_region: z.string().nullable(),
  price_as_of: z.string().nullable(),
  price_source: z.string().nullable(),
  price_stale: z.boolean().nullable(),
  paid_price: z.number().nullable(),
  transfer_usd: z.number().nullable(),
  gigabytes: z.number().nullable(),
})
export type RegionRow = CandidateBase & z.output<typeof RegionRow>

/** Tags by which people say that work may run anywhere. */
const UNBOUND = `list_filter(map_entries(tags), lambda entry:
  regexp_matches(lower(entry.key), '(^|[^a-z])(placement|region-?bound|data-?residency|residency|geo)$')
  and regexp_matches(lower(entry.value), '^(any|anywhere|flexible|global|none|free|no)$')) <> []`

/** SELECT of batch work and what is marked as bound to no place, with the cheapest region that `vm_price` knows. */
export const REGION_CHOICE = `
    with tagged as (
      select machine.*, coalesce(${UNBOUND}, false) as unbound
      from machine
      left join (select provider, resource, tags from machine_tag) as tag using (provider, resource)
      where kind = 'vm' and compute_cost > 0
    ),
    cheapest as (
      select provider, type_key, region as new_region, usd_per_hour::double as new_price
      from vm_price
      where usd_per_hour > 0
      qualify row_number() over (partition by provider, type_key order by usd_per_hour, region) = 1
    ),
    moved as (
      select resource, sum(total * 30 / days) / 1e9 as gigabytes
      from metric_stat
      where metric in ('network_in_bytes', 'network_out_bytes')
      group by resource
    )
    select tagged.provider, billing_account, sub_account, service, tagged.region, team, currency, [tagged.resource] as resource_ids,
      compute_cost::varchar as monthly_cost, coalesce(resource_name, tagged.resource) as name,
      coalesce(tagged.instance_type, billed_type) as type, unbound, idle_days, age_days,
      (spot_cost::double / compute_cost::double) as spot_share, (covered_cost::double / compute_cost::double) as covered_share,
      here.usd_per_hour::double as old_price, new_price, new_region, here.as_of::varchar as price_as_of,
      here.source as price_source, here.stale as price_stale, paid_price,
      region_price.usd_per_gb_to_region::double as transfer_usd, gigabytes
    from tagged
    left join vm_price as here on here.provider = tagged.provider and here.region = tagged.region
      and here.type_key = tagged.type_key
    left join cheapest on cheapest.provider = tagged.provider and cheapest.type_key = tagged.type_key
    left join region_price on region_price.provider = tagged.provider and region_price.region = tagged.region
    left join moved on moved.resource = tagged.resource
    where unbound or job is not null
  `

/** Gigabytes that will cross regions; what the machine moves now is the most that it can be. */
export function bytesFactor({ gigabytes, monthly_cost, paid_price }: RegionRow): Factor {
  const name = 'gigabytes that will cross regions a month'
  if (gigabytes !== null)
    return {
      name,
      low: gigabytes / 4,
      expected: gigabytes / 2,
      high: gigabytes,
      unit: 'GB',
      source: 'metrics: a quarter, half, all of its traffic',
    }
  const hours = Number(monthly_cost) / (paid_price ?? 1)
  return {
    name,
    low: 0.1 * hours,
    expected: 0.4 * hours,
    high: hours,
    unit: 'GB',
    source: 'assumption of ours: no network series',
  }
}

/** List price of a gigabyte in the currency and at the discount that the machine is paid with; dearer over an ocean. */
export function rateFactor({
  transfer_usd,
  paid_price,
  old_price,
  provider,
  price_source,
}: RegionRow): Factor {
  const toPaid = (paid_price ?? 0) / (old_price ?? 1)
  const usd = transfer_usd ?? 0.02
  const far = provider === 'aws' ? usd : 0.05
  return {
    name: 'transfer between regions at the level of what is paid',
    low: usd * toPaid,
    expected: ((usd + far) / 2) * toPaid,
    high: Math.max(usd, far) * toPaid,
    unit: 'a gigabyte',
    source:
      transfer_usd === null
        ? 'assumption of ours: no price in the catalogue'
        : `catalogue (${price_source}), list × paid ÷ list of the machine`,
  }
}
