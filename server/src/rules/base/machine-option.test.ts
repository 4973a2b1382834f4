import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadPrices } from '../pricing/load-prices.ts'
import { PRICED_MACHINES } from './machine-option.ts'

/** What the comparison needs of a machine. */
const MACHINES = `
  create temp table machine as
  select unnest([
    {provider: 'azure', region: 'westeurope', type_key: 'standard_d16s_v5', family: 'DSv5'},
    {provider: 'aws', region: 'ap-south-1', type_key: 'm5.xlarge', family: 'm5'},
    {provider: 'azure', region: 'eastus', type_key: 'standard_d4ds_v5', family: 'DDSv5'},
    {provider: 'aws', region: 'us-east-1', type_key: 'm5.xlarge', family: 'm5'}
  ], recursive := true), 0 as covered_cost, 1 as compute_cost, 1 as list_cost, 720 as run_hours`

let connection: DuckDBConnection
let instance: DuckDBInstance

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  connection = await instance.connect()
  await loadPrices(connection, { day: '2026-10-31' })
  await connection.run(MACHINES)
})

afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

async function rows(sql: string): Promise<readonly unknown[][]> {
  return (await connection.runAndReadAll(`with ${PRICED_MACHINES} ${sql}`)).getRowsJson()
}

test('a machine of a region without prices is compared in another, and says so', async () => {
  expect(
    await rows(`select price_region, own_region, list_price from priced where region = 'ap-south-1'`),
  ).toEqual([['us-east-1', false, 0.192]])
  expect(await rows(`select count(*) > 10 from choice where region = 'ap-south-1'`)).toEqual([[true]])
})

test('a Windows price among those of its family gives way to the price of a core', async () => {
  // The source has 1.568 for 16 cores, 0.416 for eight.
  expect(await rows(`select round(new_price, 3) from choice where new_type = 'Standard_D16as_v5'`)).toEqual([
    [0.832],
  ])
})

test('a stand-in keeps what its letters promise', async () => {
  const [counts] = await rows(`
    select count(*) filter (where contains(regexp_extract(new_type, '[0-9]([a-z]*)_', 1), 'd')), count(*)
    from choice where type_key = 'standard_d4ds_v5'`)
  expect(counts?.[0]).toBe(counts?.[1])
  expect(Number(counts?.[1])).toBeGreaterThan(10)
})

test('bare metal and flexible types are never named', async () => {
  expect(await rows(`select count(*) from choice where regexp_matches(new_type, 'metal|-flex')`)).toEqual([
    ['0'],
  ])
})

test.each([
  ['m6a.xlarge', 'amd'],
  ['m6g.xlarge', 'arm'],
  ['m6i.xlarge', 'intel'],
])('%s is made by %s', async (type, maker) => {
  expect(
    await rows(`select distinct new_maker from choice where new_type = '${type}' and provider = 'aws'`),
  ).toEqual([[maker]])
})
