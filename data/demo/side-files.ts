import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { type Calendar, toHour } from './calendar.ts'
import type { Fleet } from './fleet/fleet.ts'
import type { Delivery, DeliveryKind } from './manifest.ts'
import { METRICS } from './sql/metrics.ts'
import { INVOICES, RATES, UNITS } from './sql/side.ts'

/** Writes metrics and inventory, if wanted, units, rates and invoices; answers with their deliveries. */
export async function exportSides(
  connection: DuckDBConnection,
  fleet: Fleet,
  out: string,
  withMetrics: boolean,
): Promise<{ readonly deliveries: readonly Delivery[]; readonly metricRows: number }> {
  const { calendar } = fleet
  mkdirSync(join(out, 'side'), { recursive: true })
  const metricRows = withMetrics ? await exportMetrics(connection, calendar, out) : 0
  if (withMetrics) writeInventory(fleet, join(out, 'side/inventory.jsonl'))
  const hours = { start: toHour(calendar.start), end: toHour(calendar.asOf), seed: calendar.seed }
  await copyCsv(connection, `${UNITS}`, join(out, 'side/units.csv'), hours)
  await copyCsv(connection, `${RATES}`, join(out, 'side/rates.csv'), hours)
  await copyCsv(connection, `${INVOICES}`, join(out, 'side/invoices.csv'), {
    open: calendar.month(12),
    differs: calendar.month(11),
  })
  const side = (kind: DeliveryKind, minute: number, ...files: string[]): Delivery => ({
    source: `demo-${kind}`,
    kind,
    files: files.map((file) => `side/${file}`),
    createdAt: `${calendar.asOf}T10:0${minute}:00Z`,
    expect: 'counted',
  })
  return {
    metricRows,
    deliveries: [
      ...(withMetrics
        ? [
            side('metrics', 0, 'metrics-daily.parquet', 'metrics-hourly.parquet'),
            side('inventory', 1, 'inventory.jsonl'),
          ]
        : []),
      side('units', 2, 'units.csv'),
      side('rates', 3, 'rates.csv'),
      side('invoices', 4, 'invoices.csv'),
    ],
  }
}

async function exportMetrics(connection: DuckDBConnection, calendar: Calendar, out: string): Promise<number> {
  const cut = toHour(calendar.metricsHourlyFrom)
  await connection.run(METRICS, {
    start: toHour(calendar.start),
    cut,
    end: toHour(calendar.asOf),
    seed: calendar.seed,
  })
  for (const [name, operator] of [
    ['daily', '<'],
    ['hourly', '>='],
  ] as const) {
    const path = join(out, `side/metrics-${name}.parquet`).replaceAll("'", "''")
    await connection.run(
      `copy (
         select * from metric_line where timestamp ${operator} timestamp '1970-01-01' + to_hours(${cut})
         order by resource_id, metric, timestamp
       ) to '${path}' (format parquet, compression zstd)`,
    )
  }
  const reader = await connection.runAndReadAll('select count(*)::integer as n from metric_line')
  return Number(reader.getRowsJson()[0]?.[0])
}

function writeInventory(fleet: Fleet, path: string): void {
  const observed = `${fleet.calendar.asOf}T04:00:00Z`
  const lines = fleet.inventory.map(({ resourceId, resourceType, state, attributes }) =>
    JSON.stringify({
      resource_id: resourceId,
      resource_type: resourceType,
      state,
      observed_at: observed,
      attributes,
    }),
  )
  writeFileSync(path, `${lines.join('\n')}\n`)
}

async function copyCsv(
  connection: DuckDBConnection,
  sql: string,
  path: string,
  params: Record<string, string | number>,
): Promise<void> {
  await connection.run(`create or replace temp table side as ${sql}`, params)
  await connection.run(
    `copy (select * from side order by all) to '${path.replaceAll("'", "''")}' (format csv, header)`,
  )
}
