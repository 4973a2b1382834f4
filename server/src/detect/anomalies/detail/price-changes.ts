import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { type Query, runQuery } from '../../../db/query.ts'
import { AnomalyPlace, OWN_LINES } from './place-lines.ts'

/**
 * Unit prices of the place that moved by at least 2 %: what was paid per unit without a commitment in the two weeks
 * before, and since, and what that makes a day at the quantity since.
 */
export function readPriceChanges(connection: DuckDBConnection, place: AnomalyPlace) {
  return runQuery(connection, priceChangesQuery, place)
}

const priceChangesQuery = {
  name: 'anomalies.price-changes',
  sql: `
    with line as (
      select coalesce(usage_type, sku, service) as name, sku, region, pricing_category, consumed_unit as unit,
        day >= $start::date as since, sum(effective)::double as cost, sum(consumed_quantity)::double as quantity
      from cost_fact
      where ${OWN_LINES} and commitment_status is null and consumed_unit is not null
        and day between $start::date - 14 and $last::date
      group by all
    ),
    price as (
      select name, unit,
        max(cost / nullif(quantity, 0)) filter (not since) as before,
        max(cost / nullif(quantity, 0)) filter (since) as after,
        max(quantity) filter (since) / ($last::date - $start::date + 1) as per_day
      from line
      group by name, sku, region, pricing_category, unit
    )
    select name, unit, before, after, (after - before) * per_day as per_day
    from price
    where before > 0 and after > 0 and abs(after / before - 1) >= 0.02
    order by abs((after - before) * price.per_day) desc, name
    limit 3
  `,
  params: AnomalyPlace,
  row: z.object({
    name: z.string(),
    unit: z.string(),
    before: z.number(),
    after: z.number(),
    per_day: z.number(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
