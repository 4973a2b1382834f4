import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, expect, test } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { TIER_PRICE } from '../base/tier-price.ts'
import { USAGE_LINE_COLUMNS } from '../base/usage-line.ts'
import { readOwnPrices, storeOwnPrices } from './own-prices.ts'

let connection: DuckDBConnection

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
  await migrate(connection)
  await connection.run(`create temp table usage_line (${USAGE_LINE_COLUMNS})`)
  const line = (day: string, sku: string, quantity: number, cost: number, more = '') => `
    insert into usage_line by name
    select timestamp '${day}' as start_at, timestamp '${day}' + interval 1 day as end_at, date '${day}' as day,
      24 as hours, true as recent, 'aws' as provider, 'payer' as billing_account, 'Compute' as service,
      'us-east-1' as region, '${sku}' as sku, '${sku}' as usage_type, 'Usage' as charge_category,
      'Standard' as pricing_category, 'USD' as currency, 'Hrs' as unit, ${quantity} as quantity,
      ${cost} as effective ${more}`
  await connection.run(line('2026-11-01', 'm5', 24, 2.4))
  await connection.run(line('2026-11-02', 'm5', 24, 2.4))
  await connection.run(line('2026-11-02', 'free', 24, 0))
  await connection.run(line('2026-11-02', 'covered', 24, 1, `, 'Used' as commitment_status`))
  await connection.run(line('2026-11-02', 'spot', 24, 1).replace(`'Standard' as`, `'Dynamic' as`))
  await connection.run(TIER_PRICE)
})

const stored = async () =>
  (
    await connection.runAndReadAll(
      `select sku_id, model, price::double, as_of::varchar, import_id, attributes::json->>'billingAccount'
       from price order by sku_id`,
    )
  ).getRowsJson()

test('what the bill paid a unit stands among the prices with its last day, and nothing free, covered or spot', async () => {
  await storeOwnPrices(connection, await readOwnPrices(connection))

  expect(await stored()).toEqual([['m5', 'effective', 0.1, '2026-11-02', 'bill', 'payer']])
})

test('another run takes the place of the one before', async () => {
  await storeOwnPrices(connection, await readOwnPrices(connection))
  await storeOwnPrices(connection, '[]')

  expect(await stored()).toEqual([])
})
