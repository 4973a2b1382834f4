import { z } from 'zod'
import { BUCKET_LINE } from './bucket-line.ts'
import { PRICE_COLUMNS } from './class-price.ts'

/**
 * CTEs ending in `bucket`: one row a bucket or storage account (lines without a resource: one a sub-account and region),
 * with the columns of CandidateBase but `monthly_cost`, and those of BUCKET_COLUMNS. `base_cost` decimal and `base_gb` are
 * those of Standard or Hot, in which a bucket's bytes lie before anything is tiered.
 */
export const BUCKETS = `
  ${BUCKET_LINE},
  price_list as (
    select provider, to_json(list(struct_pack(name := storage_class, gb := usd_per_gb_month::double,
        put1k := put_usd_per_1k::double, get1k := get_usd_per_1k::double,
        transition1k := transition_usd_per_1k::double, retrieval_gb := retrieval_usd_per_gb::double,
        min_days := min_days, min_object_kib := min_object_kib, class_overhead_kib := class_overhead_kib,
        standard_overhead_kib := standard_overhead_kib, monitoring1k := monitoring_usd_per_1k_month::double,
        unverified := unverified, source := source, as_of := as_of::varchar, stale := stale)))::varchar as prices
    from storage_price
    where region = (select min(one.region) from storage_price as one where one.provider = storage_price.provider)
    group by provider
  ),
  class_paid as (
    select provider, billing_account, currency, region, json_group_object(class, unit)::varchar as paid
    from (
      select provider, billing_account, currency, region, class, sum(margin_cost) / sum(gb) as unit
      from bucket_line
      where part = 'storage' and geo is null
      group by all
      having sum(gb) > 10 and sum(cost) > 0
    )
    group by provider, billing_account, currency, region
  ),
  bucket_sum as (
    select provider, billing_account, max(sub_account) as sub_account, max(service) as service,
      arg_max(region, cost) as region, max(team) as team, currency, resource, max(resource_name) as name,
      max(env_class) as env_class, max(geo) as geo, min(idle_days)::integer as idle_days,
      coalesce(sum(cost) filter (where part = 'storage' and base), 0) as base_cost,
      coalesce(sum(margin_cost) filter (where part = 'storage' and base), 0)::double as base_margin,
      coalesce(sum(gb) filter (where part = 'storage' and base), 0)::double as base_gb,
      coalesce(sum(gb) filter (where part = 'storage' and not base), 0)::double as cold_gb,
      coalesce(sum(quantity) filter (where part = 'get'), 0)::double as gets,
      coalesce(sum(quantity) filter (where part = 'put'), 0)::double as puts,
      coalesce(bool_or(part = 'monitoring'), false) as automatic
    from bucket_line
    group by provider, billing_account, currency, resource,
      case when resource is null then sub_account end, case when resource is null then region end
  ),
  bucket as (
    select bucket_sum.*, case when resource is null then [] else [resource] end as resource_ids,
      resource_month.age_days, inventory_now.attributes::varchar as attributes,
      inventory_now.observed_at::varchar as observed_at, prices, paid, (end_day - 1)::varchar as window_end
    from bucket_sum
    join rule_window using (provider, billing_account)
    left join resource_month using (provider, billing_account, currency, resource)
    left join inventory_now using (resource)
    left join price_list using (provider)
    left join class_paid on class_paid.provider = bucket_sum.provider
      and class_paid.billing_account = bucket_sum.billing_account and class_paid.currency = bucket_sum.currency
      and class_paid.region = bucket_sum.region
  )`

/** Columns of `bucket` that go into every candidate of this family. */
export const BUCKET_SELECT = `provider, billing_account, sub_account, service, region, team, currency, resource_ids,
  name, env_class, geo, idle_days, age_days, base_cost::double as base_cost, base_margin, base_gb, cold_gb, gets, puts, automatic,
  attributes, prices, paid, window_end`

export const BUCKET_COLUMNS = {
  name: z.string().nullable(),
  env_class: z.string().nullable(),
  geo: z.string().nullable(),
  idle_days: z.number(),
  age_days: z.number().nullable(),
  base_cost: z.number(),
  /** The same bytes at the price of the last tier that the payer reached. */
  base_margin: z.number(),
  base_gb: z.number(),
  cold_gb: z.number(),
  /** Requests of 30 days. */
  gets: z.number(),
  puts: z.number(),
  /** Intelligent-Tiering or Autoclass moves its objects already. */
  automatic: z.boolean(),
  attributes: z.string().nullable(),
  /** Last complete day of the bill. */
  window_end: z.string(),
  ...PRICE_COLUMNS,
}

const Columns = z.object(BUCKET_COLUMNS)
export type BucketRow = z.output<typeof Columns> & {
  readonly provider: string
  readonly currency: string
  readonly team: string | null
  readonly sub_account: string | null
  readonly region: string | null
  readonly service: string | null
  readonly resource_ids: readonly string[]
  readonly monthly_cost: string
}

/** How a person calls the bucket. */
export function bucketName({ name, resource_ids, service, sub_account, region }: BucketRow): string {
  const id = resource_ids[0]
  if (id === undefined)
    return `${service ?? 'Object storage'} of ${sub_account ?? 'the account'} in ${region ?? 'all regions'}`
  return name ?? id.split('/').at(-1) ?? id
}

/** Price of the last GB-month in Standard or Hot, of the last tier where there are tiers; null where none is billed. */
export function basePrice({
  base_margin,
  base_gb,
}: Pick<BucketRow, 'base_margin' | 'base_gb'>): number | null {
  return base_gb > 0 ? base_margin / base_gb : null
}

/** Name of the class in which objects start. */
export function baseClass(provider: string): string {
  return provider === 'azure' ? 'Hot' : 'Standard'
}
