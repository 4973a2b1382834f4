import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import type { DataState } from '../../queries/data-state.ts'
import { metricFilesQuery } from '../../queries/metric-hours.ts'
import { createMachines } from './machine.ts'
import { INVENTORY_NOW, METRIC_HOUR, METRIC_STAT, NO_METRIC_HOUR } from './metric-stat.ts'
import { RESOURCE_MONTH, RESOURCE_OWNER, RESOURCE_USE } from './resource-use.ts'
import { TIER_PRICE } from './tier-price.ts'
import { createUsageLines } from './usage-line.ts'
import { createWindows } from './windows.ts'

/**
 * Makes the temporary tables that rules read, from the bill as it counts, utilisation and inventory. They live on this
 * connection and are replaced by the next call. `lake` is the full path of the lake.
 */
export async function createRelations(
  connection: DuckDBConnection,
  state: DataState,
  { lake, billAlone = false }: { readonly lake: string; readonly billAlone?: boolean },
): Promise<void> {
  await createWindows(connection, state.accounts, state.dataThrough)
  await createUsageLines(connection, lake)
  if (billAlone) await connection.run(NO_METRIC_HOUR)
  else await createMetricHours(connection, lake)
  await deriveRelations(connection, billAlone)
}

/** The tables that follow from `rule_window`, `usage_line`, `metric_hour`, `cost_fact` and `inventory`. */
export async function deriveRelations(connection: DuckDBConnection, billAlone = false): Promise<void> {
  for (const sql of [RESOURCE_OWNER, TIER_PRICE, RESOURCE_USE, RESOURCE_MONTH, METRIC_STAT])
    await connection.run(sql)
  await connection.run(billAlone ? `${INVENTORY_NOW} limit 0` : INVENTORY_NOW)
  await createMachines(connection)
}

async function createMetricHours(connection: DuckDBConnection, lake: string): Promise<void> {
  const [last] = await runQuery(connection, lastMetricDayQuery, {})
  const files = await runQuery(connection, metricFilesQuery, { lake })
  if (last?.until == null || files.length === 0) {
    await connection.run(NO_METRIC_HOUR)
    return
  }
  await connection.run(
    METRIC_HOUR,
    { files: listValue(files.map(({ file }) => file)), until: last.until },
    { files: LIST(VARCHAR), until: VARCHAR },
  )
}

const lastMetricDayQuery = {
  name: 'rules.last-metric-day',
  sql: 'select (max(day) + 1)::varchar as until from metric_day',
  params: z.object({}),
  row: z.object({ until: z.string().nullable() }),
} satisfies Query<z.ZodType, z.ZodType>
