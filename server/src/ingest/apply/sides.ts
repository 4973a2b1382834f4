import type { DuckDBConnection } from '@duckdb/node-api'
import { type Day, monthStart, toDay } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import type { SideKind } from '../staged.ts'
import { type LedgerRow, LedgerRow as Row } from './ledger.ts'

/** Utilisation is kept for this many months. Source: docs/operations.md. */
const METRIC_MONTHS = 13

interface SideTable {
  readonly table: string
  /** Columns by which a newer row replaces an older one. */
  readonly key: readonly string[]
  /** SELECT over `$file` (one lake file) and `$id`, in the order of the table's columns; one row a key. */
  readonly select: string
}

const SIDES: Readonly<Record<SideKind, SideTable>> = {
  metrics: {
    table: 'metric_day',
    key: ['resource_id', 'metric', 'day'],
    select: `
      select resource_id, metric, "timestamp"::date as day, avg(average), max(coalesce(maximum, average)), count(*),
        any_value(unit), $id
      from read_parquet($file, hive_partitioning = false)
      group by resource_id, metric, day`,
  },
  inventory: {
    table: 'inventory',
    key: ['resource_id'],
    select: `
      select resource_id, resource_type, state, observed_at::timestamp, coalesce(attributes, '{}'), $id
      from read_parquet($file, hive_partitioning = false)
      qualify row_number() over (partition by resource_id order by observed_at desc, "__file" desc, "__row" desc) = 1`,
  },
  invoices: {
    table: 'invoice',
    key: ['invoice_id', 'billing_account_id', 'billing_period', 'currency'],
    select: `
      select invoice_id, billing_account_id, billing_period, currency, amount, $id
      from read_parquet($file, hive_partitioning = false)
      qualify row_number() over (
        partition by invoice_id, billing_account_id, billing_period, currency order by "__file" desc, "__row" desc) = 1`,
  },
  units: {
    table: 'business_unit',
    key: ['day', 'unit', 'team'],
    select: `
      select day::date, unit, team, quantity, $id
      from read_parquet($file, hive_partitioning = false)
      qualify row_number() over (partition by day, unit, team order by "__file" desc, "__row" desc) = 1`,
  },
  rates: {
    table: 'exchange_rate',
    key: ['day', 'from_currency', 'to_currency'],
    select: `
      select day::date, "from", "to", rate, $id
      from read_parquet($file, hive_partitioning = false)
      qualify row_number() over (partition by day, "from", "to" order by "__file" desc, "__row" desc) = 1`,
  },
}

export function isSideKind(kind: string): kind is SideKind {
  return Object.hasOwn(SIDES, kind)
}

/** True when the newest import of the kind holds the same bytes: writing them again would change nothing. */
export function sameSide(row: LedgerRow, live: readonly LedgerRow[]): LedgerRow | undefined {
  const newest = live.filter((other) => other.kind === row.kind && other.state === 'counted').at(-1)
  return newest?.content_hash === row.content_hash ? newest : undefined
}

/**
 * Writes one import's rows over the older ones of the same key. An inventory row gives way to a later observation,
 * whichever came first.
 */
export async function putSideInForce(
  connection: DuckDBConnection,
  kind: SideKind,
  importId: string,
  file: string,
): Promise<void> {
  const { table, key, select } = SIDES[kind]
  await connection.run(`create or replace temp table side_new as select * from ${table} limit 0`)
  await connection.run(`insert into side_new ${select}`, { id: importId, file })
  const same = key.map((name) => `${table}.${name} is not distinct from side_new.${name}`).join(' and ')
  if (kind === 'inventory') {
    await connection.run(
      `delete from side_new using inventory where ${same} and inventory.observed_at > side_new.observed_at`,
    )
  }
  await connection.run(`delete from ${table} using side_new where ${same}`)
  await connection.run(`insert into ${table} select * from side_new`)
}

/** Drops utilisation that is too old; returns the imports of which nothing is left. */
export async function pruneMetrics(connection: DuckDBConnection, now: Date): Promise<LedgerRow[]> {
  const oldest: Day = monthStart(toDay(now), -METRIC_MONTHS)
  await connection.run('delete from metric_day where day < $oldest::date', { oldest })
  return runQuery(connection, emptyMetricsQuery, {})
}

const emptyMetricsQuery = {
  name: 'ingest.sides.empty-metrics',
  sql: `
    select * from import
    where kind = 'metrics' and state = 'counted' and id not in (select import_id from metric_day)
    order by seq
  `,
  params: z.object({}),
  row: Row,
} satisfies Query<z.ZodType, z.ZodType>
