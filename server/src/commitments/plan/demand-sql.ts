import { z } from 'zod'
import type { Query } from '../../db/query.ts'

/**
 * A row an hour: on-demand cost of the kinds of `$kinds`, of resources what is kept of them (`$resources`, `$keep`), with
 * usage of the commitments of `$returning` at their `$factors`. Of each file only the days that count are read: `$keys` are
 * `file|day`, those in `$shared` without lines that stand alone.
 */
export const HOURS_SQL = `
  with returned as (select unnest($returning) as id, unnest($factors)::double as factor),
  kept as (select unnest($resources) as resource, unnest($keep)::double as keep),
  line as (
    select "ChargePeriodStart" as start_at,
      greatest(ceil(coalesce(date_diff('second', "ChargePeriodStart", "ChargePeriodEnd") / 3600.0, 24))::integer, 1) as hours,
      concat(line_file, '|', strftime("ChargePeriodStart", '%Y-%m-%d')) as line_key, "x_Part" as part,
      coalesce(kept.keep, 1) * coalesce(returned.factor, 1) * "EffectiveCost"::double as cost,
      returned.factor is not null as is_returning,
      coalesce(kept.keep, 1) * greatest(coalesce(nullif("ContractedCost", 0), "EffectiveCost"), "EffectiveCost")::double as before
    from read_parquet($files, union_by_name = true, hive_partitioning = false, filename = 'line_file') as lake
    left join returned on returned.id = "CommitmentDiscountId"
    left join kept on kept.resource = case when contains(line_file, 'provider=azure/')
        then lower(coalesce("AllocatedResourceId", "ResourceId")) else coalesce("AllocatedResourceId", "ResourceId") end
    where "ChargeCategory" = 'Usage' and "ChargeClass" is null and "BillingCurrency" = $currency and "EffectiveCost" > 0
      and ("CommitmentDiscountStatus" is null and "PricingCategory" = 'Standard'
        or "CommitmentDiscountStatus" = 'Used' and returned.id is not null)
      and concat_ws('|', coalesce("ServiceName", ''), coalesce("RegionId", "RegionName", ''),
        coalesce("x_UsageType", "SkuMeter", ''), coalesce("ConsumedUnit", '')) in (select unnest($kinds))
  ),
  counted as (
    select start_at, hours, sum(cost) / hours as cost, sum(if(is_returning, cost, before)) / hours as before,
      coalesce(sum(cost) filter (where is_returning), 0) / hours as returning_cost
    from line
    where line_key in (select unnest($keys)) and (part is distinct from 'alone' or line_key not in (select unnest($shared)))
    group by start_at, hours
  ),
  slotted as (
    select * exclude (start_at), date_trunc('hour', start_at) + to_hours(unnest(generate_series(0, hours - 1))) as hour
    from counted
  )
  select epoch_ms(hour)::double as hour_ms, sum(cost) as cost, sum(before) as before, sum(returning_cost) as returning_cost,
    coalesce(sum(cost) filter (where hours > 1), 0) as spread_cost
  from slotted
  group by hour
  order by hour`

/** Files that count on each day of an account. */
export const countedQuery = {
  name: 'commitments.counted-days',
  sql: `
    with file as (
      select id, $lake || '/' || unnest(lake_files) as file
      from import
      where kind = 'costs' and state = 'counted' and provider = $provider and billing_account = $account
    )
    select distinct file.file, import_day.day, import_day.whole
    from file
    join import_day on import_day.import_id = file.id and import_day.counts
    where import_day.day >= $start::date and import_day.day < $end::date
    order by file.file, import_day.day
  `,
  params: z.object({
    lake: z.string(),
    provider: z.string(),
    account: z.string(),
    start: z.string(),
    end: z.string(),
  }),
  row: z.object({ file: z.string(), day: z.string(), whole: z.boolean() }),
} satisfies Query<z.ZodType, z.ZodType>
