import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { loadPrices } from './load-prices.ts'
import { PRICE_TABLES } from './tables.ts'

const DAY = '2026-11-23'
const instance = await DuckDBInstance.create(':memory:')
const loaded = await connect(DAY)

async function connect(day: string): Promise<DuckDBConnection> {
  const connection = await instance.connect()
  await loadPrices(connection, { day })
  return connection
}

async function rows(sql: string, connection = loaded) {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson()
}

const names = PRICE_TABLES.map(({ name }) => name)

test.each(names)(
  '%s holds rows, each with source, licence and a day that is not in the future',
  async (name) => {
    expect(
      await rows(`select count(*) > 10 as many,
      count(*) filter (source is null or source = '' or licence is null or licence = '' or as_of is null
        or as_of > '${DAY}' or stale is null) as bad from ${name}`),
    ).toEqual([{ many: true, bad: '0' }])
  },
)

test.each(PRICE_TABLES.map(({ name, key }) => [name, key.join(', ')]))(
  'no two rows of %s share %s',
  async (name, key) => {
    expect(await rows(`select ${key}, count(*) as n from ${name} group by all having n > 1`)).toEqual([])
  },
)

test.each(PRICE_TABLES)(
  'prices of $name are positive and shares lie between 0 and 1',
  async ({ name, columns }) => {
    const conditions = Object.keys(columns).flatMap((column) => {
      if (/^usd/.test(column)) return `${column} <= 0`
      if (/usd/.test(column) || /^(min_|class_|standard_|memory|gpu_|tflops)/.test(column))
        return `try_cast(${column} as double) < 0`
      return /^discount|^interruption/.test(column) ? `${column} not between 0 and 1` : []
    })
    expect(await rows(`from ${name} where ${conditions.join(' or ')}`)).toEqual([])
  },
)

test.each([
  ['vm_price', `type_key = 'm5.xlarge' and region = 'us-east-1'`, 'usd_per_hour', '0.192000000'],
  ['vm_price', `type_key = 'p5.48xlarge'`, 'usd_per_hour', '55.040000000'],
  ['vm_price', `type_key = 'p5.48xlarge'`, 'gpu_count', 8],
  ['vm_price', `type_key = 'p5.48xlarge'`, 'gpu_memory_gib', 80],
  ['vm_price', `type_key = 'g6.xlarge' and region = 'us-east-1'`, 'gpu_memory_gib', 22.4],
  ['vm_price', `type_key = 'g2-standard-8' and region = 'us-central1'`, 'gpu_memory_gib', 24],
  ['vm_price', `type_key = 'm7g.xlarge' and region = 'us-east-1'`, 'architecture', 'arm'],
  ['vm_price', `type_key = 't3.large' and region = 'eu-west-1'`, 'burstable', true],
  ['vm_price', `type_key = 'standard_d4s_v5' and region = 'eastus'`, 'usd_per_hour', '0.192000000'],
  ['vm_price', `type_key = 'standard_d4s_v5' and region = 'eastus'`, 'generation', 5],
  ['vm_price', `type_key = 'standard_nv6ads_a10_v5' and region = 'eastus'`, 'gpu_count', 0.167],
  ['vm_price', `type_key = 'n1-standard-4' and region = 'us-central1'`, 'usd_per_hour', '0.189999000'],
  ['spot_price', `type_key = 'g5.xlarge' and region = 'us-east-1'`, 'discount', 0.59],
  ['spot_price', `type_key = 'n2-standard-4' and region = 'us-central1'`, 'confidence', 'high'],
  ['spot_price', `type_key = 'standard_e4s_v5' and region = 'eastus'`, 'confidence', 'low'],
  ['storage_price', `storage_class = 'Deep Archive'`, 'usd_per_gb_month', '0.000990000'],
  ['storage_price', `storage_class = 'Standard-IA'`, 'min_days', 30],
  ['unit_price', `item = 'ebs.gp3.storage'`, 'usd', '0.080000000'],
  ['unit_price', `item = 'eks.cluster.extended-support'`, 'usd', '0.600000000'],
  ['commitment_rate', `kind = 'sud' and family = 'n1'`, 'discount', 0.3],
  ['commitment_rate', `kind = 'resource-cud' and family = 'c2' and term_months = 36`, 'discount', 0.6],
  ['gpu_spec', `model = 'A100-80GB'`, 'tflops_16', 312],
  ['region_price', `region = 'sa-east-1'`, 'usd_per_gb_to_region', '0.138000000'],
])('of %s, the row with %s has %s %s', async (table, where, column, value) => {
  expect(await rows(`select ${column} as value from ${table} where ${where}`)).toEqual([{ value }])
})

test('interruption bands have an upper end, but for the last', async () => {
  expect(
    await rows(`select distinct interruption_min, interruption_max from spot_price
      where provider = 'aws' order by interruption_min`),
  ).toEqual([
    { interruption_min: 0, interruption_max: 0.05 },
    { interruption_min: 0.05, interruption_max: 0.1 },
    { interruption_min: 0.1, interruption_max: 0.15 },
    { interruption_min: 0.15, interruption_max: 0.2 },
    { interruption_min: 0.2, interruption_max: null },
  ])
})

test.each([
  ['vm_price', '2026-07-20', 180, '2027-01-16'],
  ['spot_price', '2026-07-30', 90, '2026-10-28'],
])('a row of %s of %s is fresh for %i days', async (table, asOf, _, last) => {
  const staleOn = async (day: string) =>
    rows(`select distinct stale from ${table} where as_of = '${asOf}'`, await connect(day))
  expect(await staleOn(last)).toEqual([{ stale: false }])
  const next = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10)
  expect(await staleOn(next)).toEqual([{ stale: true }])
})

test('loading again replaces the tables of the connection', async () => {
  const connection = await connect(DAY)
  const before = await rows('select count(*) as n from vm_price', connection)
  await loadPrices(connection, { day: DAY })
  expect(await rows('select count(*) as n from vm_price', connection)).toEqual(before)
})

test('machines with accelerators say of which model and with how much memory', async () => {
  expect(
    await rows(
      'from vm_price where (gpu_count > 0) <> (gpu_model is not null) or (gpu_model is null) <> (gpu_memory_gib is null)',
    ),
  ).toEqual([])
})

test('every accelerator of a machine has its row in gpu_spec', async () => {
  expect(
    await rows(
      'select distinct gpu_model from vm_price anti join gpu_spec on gpu_model = model where gpu_model is not null',
    ),
  ).toEqual([])
})
