import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'

/** What `import_id` and `model` of `price` say of prices that come from the customer's own bill. */
const OWN = 'bill'
const MODEL = 'effective'

/**
 * Effective unit prices of the last 30 complete days, one a payer, SKU, region and unit, as a JSON array: EffectiveCost
 * a unit of Standard usage without commitment, and for SKUs in tiers that of the highest tier reached. `as_of` is the
 * last day it was paid on. Reads the relations `usage_line` and `tier_price`.
 */
export async function readOwnPrices(connection: DuckDBConnection): Promise<string> {
  const [row] = await runQuery(connection, ownPricesQuery, {})
  return row?.rows ?? '[]'
}

/** Puts them into the table of prices in the place of those before; runs inside the writer's transaction. */
export async function storeOwnPrices(connection: DuckDBConnection, rows: string): Promise<void> {
  await connection.run(`delete from price where import_id = '${OWN}'`)
  await connection.run(
    `insert into price by name
     select * replace (price::decimal(38, 14) as price, as_of::date as as_of), null as description,
       '${MODEL}' as model, 0 as tier_start, '${OWN}' as import_id
     from (select unnest(from_json($rows, '[${JSON.stringify(SHAPE)}]'), recursive := true))`,
    { rows },
  )
}

const SHAPE = {
  provider: 'VARCHAR',
  sku_id: 'VARCHAR',
  service: 'VARCHAR',
  region: 'VARCHAR',
  resource_type: 'VARCHAR',
  unit: 'VARCHAR',
  currency: 'VARCHAR',
  price: 'DOUBLE',
  as_of: 'VARCHAR',
  attributes: 'VARCHAR',
}

const ownPricesQuery = {
  name: 'rules.prices.own',
  sql: `
    with paid as (
      select provider, billing_account, sku, service, coalesce(region, 'global') as region, region as line_region,
        usage_type, unit, currency, any_value(resource_type) as resource_type, sum(quantity) as quantity,
        sum(effective)::double / sum(quantity) as price, max(day)::varchar as as_of
      from usage_line
      where recent and charge_category = 'Usage' and charge_class is null and commitment_status is null
        and coalesce(pricing_category, 'Standard') = 'Standard' and quantity > 0 and sku is not null
        and service is not null and unit is not null
      group by all
      having sum(effective) > 0
    ),
    marginal as (
      select paid.* replace (coalesce(tier_price.margin_price, paid.price) as price)
      from paid
      left join tier_price
        on tier_price.provider = paid.provider and tier_price.billing_account = paid.billing_account
        and tier_price.currency = paid.currency and tier_price.service = paid.service and tier_price.sku = paid.sku
        and tier_price.usage_type is not distinct from paid.usage_type
        and tier_price.region is not distinct from paid.line_region and tier_price.unit = paid.unit
    )
    select coalesce(to_json(list({
      'provider': provider, 'sku_id': sku, 'service': service, 'region': region, 'resource_type': resource_type,
      'unit': unit, 'currency': currency, 'price': price, 'as_of': as_of,
      'attributes': to_json({'billingAccount': billing_account, 'usagetype': usage_type, 'quantity': quantity})::varchar
    } order by provider, billing_account, sku, region, unit))::varchar, '[]') as rows
    from marginal
  `,
  params: z.object({}),
  row: z.object({ rows: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
