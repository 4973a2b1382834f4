import type { DuckDBConnection } from '@duckdb/node-api'
import { COMMITMENT_FAMILY, COMMITMENT_PROGRAM } from '../../queries/commitment-programs.ts'

/**
 * Table `demand_hour`: usage that a commitment could cover and none does, on demand, as it would be once the chosen
 * measures are taken (`measure_share`), by hour over 60 days; lines of a day are spread over its hours.
 * - `program` text: `compute` (machines, Fargate, Lambda of AWS; machines of Azure), `google` (cores and memory),
 *   `database` (databases, caches, search and warehouses of AWS and Azure), `sagemaker`
 * - `provider, billing_account, currency, service, region, family` text; `at_hour` timestamp
 * - `cost` double: at the on-demand price paid; `before` double: the same without sustained-use and similar discounts
 *   (ContractedCost); `spread` boolean: from a line longer than an hour
 */
export async function createDemandHours(connection: DuckDBConnection): Promise<void> {
  await connection.run(DEMAND_HOUR)
}

const DEMAND_HOUR = `
  create or replace temp table demand_hour as
  with line as (
    select provider, billing_account, currency, service, region, usage_type, meter, description, unit, start_at, hours,
      sum(effective::double * (1 - coalesce(measure_share.share, 0))) as cost,
      sum(greatest(coalesce(nullif(contracted, 0), effective), effective)::double * (1 - coalesce(measure_share.share, 0))) as before
    from usage_line
    left join measure_share using (resource)
    where charge_category = 'Usage' and charge_class is null and commitment_status is null
      and pricing_category = 'Standard' and effective > 0
    group by all
  ),
  eligible as (
    select ${COMMITMENT_PROGRAM} as program, provider, billing_account, currency, service, region, ${COMMITMENT_FAMILY} as family, start_at, hours,
      sum(cost) as cost, sum(before) as before
    from line
    group by all
  ),
  slotted as (
    select * exclude (start_at, hours, cost, before), hours > 1 as spread,
      unnest(generate_series(0, greatest(ceil(hours)::integer, 1) - 1)) as step, date_trunc('hour', start_at) as first_hour,
      cost / greatest(ceil(hours), 1) as cost, before / greatest(ceil(hours), 1) as before
    from eligible
    where program is not null
  )
  select program, provider, billing_account, currency, service, region, family,
    first_hour + to_hours(step) as at_hour, sum(cost) as cost, sum(before) as before, bool_or(spread) as spread
  from slotted
  group by all
`

/** Where no measure was chosen yet: nothing ends. */
export const NO_MEASURES = 'create or replace temp table measure_share (resource varchar, share double)'
