import type { DuckDBConnection } from '@duckdb/node-api'
import { type Calendar, toHour } from '../calendar.ts'
import { ACCOUNTS, SOURCES } from '../company.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { SERVICES } from '../services.ts'
import { shapeHours } from '../shapes.ts'

// Wider than 18 digits: DuckDB keeps products of narrower decimals in 64 bits and overflows.
const PRICE = 'DECIMAL(20,10)'

/** Columns of the tables that hold the company; their JSON keys are the same names in camel case. */
const TABLES = {
  series: {
    id: 'INTEGER',
    source: 'VARCHAR',
    account: 'VARCHAR',
    region: 'VARCHAR',
    zone: 'VARCHAR',
    service: 'VARCHAR',
    resource_id: 'VARCHAR',
    resource_name: 'VARCHAR',
    resource_type: 'VARCHAR',
    sku: 'VARCHAR',
    meter: 'VARCHAR',
    usage_type: 'VARCHAR',
    operation: 'VARCHAR',
    details: 'VARCHAR',
    unit: 'VARCHAR',
    description: 'VARCHAR',
    publisher: 'VARCHAR',
    list_price: PRICE,
    factor: 'DECIMAL(4,2)',
    pricing: 'VARCHAR',
    commitment: 'VARCHAR',
    grain: 'VARCHAR',
    from_hour: 'INTEGER',
    until_hour: 'INTEGER',
    shape: 'VARCHAR',
    base: 'DOUBLE',
    noise: 'DOUBLE',
    start_size: 'DOUBLE',
    decimals: 'INTEGER',
    tags_first: 'VARCHAR',
    tags_later: 'VARCHAR',
    tags_switch_hour: 'INTEGER',
    ml: 'BOOLEAN',
  },
  event: {
    series: 'INTEGER',
    from_hour: 'INTEGER',
    until_hour: 'INTEGER',
    factor: 'DOUBLE',
    per_day: 'DOUBLE',
  },
  metric_profile: {
    resource_id: 'VARCHAR',
    metric: 'VARCHAR',
    unit: 'VARCHAR',
    from_hour: 'INTEGER',
    until_hour: 'INTEGER',
    shape: 'VARCHAR',
    mean: 'DOUBLE',
    swing: 'DOUBLE',
    noise: 'DOUBLE',
    peak: 'DOUBLE',
    cap: 'DOUBLE',
  },
  plan: {
    id: 'VARCHAR',
    source: 'VARCHAR',
    kind: 'VARCHAR',
    name: 'VARCHAR',
    type: 'VARCHAR',
    unit: 'VARCHAR',
    rate: PRICE,
    units: PRICE,
    utilisation: 'DOUBLE',
    from_hour: 'INTEGER',
    until_hour: 'INTEGER',
    upfront: 'BOOLEAN',
    owner: 'INTEGER',
  },
  shape_hour: { shape: 'VARCHAR', hour: 'INTEGER', weight: 'DOUBLE', before: 'DOUBLE', mean: 'DOUBLE' },
  source: {
    id: 'VARCHAR',
    provider: 'VARCHAR',
    issuer: 'VARCHAR',
    billing_account_id: 'VARCHAR',
    billing_account_name: 'VARCHAR',
    billing_account_type: 'VARCHAR',
    sub_account_type: 'VARCHAR',
    currency: 'VARCHAR',
    end_hour: 'INTEGER',
  },
  account: { name: 'VARCHAR', id: 'VARCHAR' },
  service: { key: 'VARCHAR', name: 'VARCHAR', category: 'VARCHAR', subcategory: 'VARCHAR', code: 'VARCHAR' },
} as const

/** Fills the tables that the lines are made of. */
export async function loadFleet(connection: DuckDBConnection, fleet: Fleet): Promise<void> {
  const { calendar } = fleet
  const load = (table: keyof typeof TABLES, rows: readonly object[]) => loadTable(connection, table, rows)
  await load('series', fleet.series)
  await load('event', fleet.events)
  await load('metric_profile', fleet.metrics)
  await load('plan', fleet.commitments)
  await load('shape_hour', shapeHours())
  await load(
    'source',
    SOURCES.map((source) => ({
      ...source,
      endHour: toHour(source.id === 'azure-mca' ? calendar.ago(4) : calendar.asOf),
    })),
  )
  await load(
    'account',
    Object.entries(ACCOUNTS).map(([name, { id }]) => ({ name, id })),
  )
  await load(
    'service',
    Object.entries(SERVICES).map(([key, [name, category, subcategory, code]]) => ({
      key,
      name,
      category,
      subcategory,
      code,
    })),
  )
  await connection.run(SLOTS, slotHours(calendar))
}

const SLOTS = `
  create table slot as
  select 'day' as grain, h::integer as from_hour, (h + 24)::integer as until_hour
  from range($start::bigint, $end::bigint, 24) as days(h)
  union all
  select 'hour', h::integer, (h + 1)::integer from range($cut::bigint, $end::bigint) as hours(h)`

function slotHours(calendar: Calendar) {
  return { start: toHour(calendar.start), cut: toHour(calendar.hourlyFrom), end: toHour(calendar.asOf) }
}

async function loadTable(
  connection: DuckDBConnection,
  table: keyof typeof TABLES,
  rows: readonly object[],
): Promise<void> {
  const columns: Readonly<Record<string, string>> = TABLES[table]
  const structure = JSON.stringify([
    Object.fromEntries(Object.entries(columns).map(([name, type]) => [camel(name), type])),
  ])
  const list = Object.keys(columns).map((name) => `item."${camel(name)}" as ${name}`)
  await connection.run(
    `create table ${table} as
     select ${list.join(', ')} from (select unnest(from_json($rows::json, '${structure}')) as item)`,
    { rows: JSON.stringify(rows) },
  )
}

function camel(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
}
