import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { Count, type Query, runQuery } from '../../db/query.ts'
import { COLLECTED_SQL } from './collected-sql.ts'
import { FRESH_DAYS, SPOT_FRESH_DAYS } from './price-table.ts'

/** Rows of the table `price` in force, and how many of them name a machine or unit that the rules' tables know. */
export interface CollectedPrices {
  readonly rows: number
  readonly known: number
}

/**
 * Puts what the collectors hold of the vendors' price lists over the shipped catalogue: `vm_price`, `spot_price` and
 * `unit_price` take the collected price where it is of a later day, with its source and day, and gain regions that the
 * catalogue lacks, with the sizes that the machine has elsewhere. Dollars only, first tier, Linux on demand; of two
 * prices of a key the later one, and none where those of one day differ. Prices as of a day after `day` wait.
 */
export async function useCollectedPrices(
  connection: DuckDBConnection,
  { day }: { day: string },
): Promise<CollectedPrices> {
  const [found] = await runQuery(connection, rowsQuery, {})
  if (found === undefined || found.rows === 0) return { rows: 0, known: 0 }
  for (const sql of COLLECTED_SQL) await connection.run(sql, sql.includes('$day') ? { day } : {})
  for (const target of TARGETS) {
    await connection.run(updateSql(target), { day })
    await connection.run(insertSql(target), { day })
  }
  await connection.run(SPOT_DISCOUNT)
  const [known] = await runQuery(connection, knownQuery, {})
  return { rows: found.rows, known: known?.rows ?? 0 }
}

interface Target {
  readonly table: 'vm_price' | 'spot_price' | 'unit_price'
  readonly price: 'usd_per_hour' | 'usd'
  readonly key: 'type_key' | 'item'
  readonly freshDays: number
}

const TARGETS: readonly Target[] = [
  { table: 'vm_price', price: 'usd_per_hour', key: 'type_key', freshDays: FRESH_DAYS },
  { table: 'spot_price', price: 'usd_per_hour', key: 'type_key', freshDays: SPOT_FRESH_DAYS },
  { table: 'unit_price', price: 'usd', key: 'item', freshDays: FRESH_DAYS },
]

const LICENCE = `'published by the vendor'`

function updateSql({ table, price, key, freshDays }: Target): string {
  return `update ${table} set ${price} = new.usd, source = new.source, licence = ${LICENCE}, as_of = new.as_of,
      stale = new.as_of < $day::date - ${freshDays}
    from collected_price as new
    where new.target = '${table}' and new.provider = ${table}.provider and new.region = ${table}.region
      and new.item = ${table}.${key} and new.as_of > ${table}.as_of`
}

/** Everything but place, price and provenance is that of the same machine or unit in another region. */
function insertSql({ table, price, key, freshDays }: Target): string {
  const own = `region, ${price}, source, licence, as_of, stale`
  return `insert into ${table} by name
    select known.*, new.region, new.usd as ${price}, new.source, ${LICENCE} as licence, new.as_of,
      new.as_of < $day::date - ${freshDays} as stale
    from collected_price as new
    join (
      select * exclude (${own}) from ${table}
      qualify row_number() over (partition by provider, ${key} order by as_of desc, region) = 1
    ) as known on known.provider = new.provider and known.${key} = new.item
    where new.target = '${table}'
      and not exists (
        select 1 from ${table} as held
        where held.provider = new.provider and held.region = new.region and held.${key} = new.item
      )`
}

/** Spot capacity costs what its list says; the share is on what the same machine costs on demand now. */
const SPOT_DISCOUNT = `
  update spot_price set discount = 1 - spot_price.usd_per_hour / vm_price.usd_per_hour
  from vm_price, collected_price as new
  where new.target = 'spot_price' and new.provider = spot_price.provider and new.region = spot_price.region
    and new.item = spot_price.type_key and new.source = spot_price.source
    and vm_price.provider = spot_price.provider and vm_price.region = spot_price.region
    and vm_price.type_key = spot_price.type_key and vm_price.usd_per_hour > spot_price.usd_per_hour`

const rowsQuery = {
  name: 'rules.prices.collected',
  sql: `select count(*) as rows from price where model <> 'effective'`,
  params: z.object({}),
  row: z.object({ rows: Count }),
} satisfies Query<z.ZodType, z.ZodType>

const knownQuery = {
  name: 'rules.prices.known',
  sql: `
    select count(*) as rows
    from (
      select distinct sku_key
      from (select target, provider, item, unnest(sku_keys) as sku_key from collected_price) as new
      where exists (select 1 from vm_price where provider = new.provider and type_key = new.item)
        or exists (select 1 from unit_price where provider = new.provider and item = new.item)
    )
  `,
  params: z.object({}),
  row: z.object({ rows: Count }),
} satisfies Query<z.ZodType, z.ZodType>
