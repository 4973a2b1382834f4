import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { type Batch, planBatches } from './batches.ts'
import type { Calendar } from './calendar.ts'
import { type Dialect, dialectOf } from './dialects.ts'
import type { Delivery } from './manifest.ts'

/**
 * Writes the FOCUS files of every delivery, one on each connection at a time; answers with the deliveries in order of
 * arrival.
 */
export async function exportCosts(
  connections: readonly DuckDBConnection[],
  calendar: Calendar,
  out: string,
  onFile: (file: string) => void,
): Promise<Delivery[]> {
  const batches = planBatches(calendar).map(({ months, ...batch }) => ({
    ...batch,
    months: months.filter((index) => batch.source !== 'aws-pinemoor' || index >= 4),
  }))
  const waiting = batches.flatMap((batch) => batch.months.map((index) => ({ batch, index }))).values()
  const work = async (connection: DuckDBConnection) => {
    for (const { batch, index } of waiting) {
      await exportMonth(connection, calendar, out, batch, index)
      onFile(fileOf(calendar, batch, index))
    }
  }
  await Promise.all(connections.map(work))
  return batches.map((batch) => ({
    source: batch.source,
    kind: 'costs',
    files: batch.months.map((index) => fileOf(calendar, batch, index)),
    createdAt: batch.arrived,
    expect: batch.expect,
    ...(batch.monthly === undefined ? {} : { monthly: batch.monthly }),
  }))
}

function fileOf(calendar: Calendar, { source, name }: Batch, index: number): string {
  const month = calendar.month(index).slice(0, 7)
  return join(source, `${source}-focus-${month}-${name}.${dialectOf(source, index).file}`)
}

async function exportMonth(
  connection: DuckDBConnection,
  calendar: Calendar,
  out: string,
  batch: Batch,
  index: number,
): Promise<void> {
  const dialect = dialectOf(batch.source, index)
  const file = fileOf(calendar, batch, index)
  mkdirSync(dirname(join(out, file)), { recursive: true })
  const columns = dialect.columns.map((column) => columnOf(column, dialect)).join(', ')
  await connection.run(
    `copy (
       select ${columns} from focus_line
       where demo_source = '${batch.source}' and demo_month = date '${calendar.month(index)}'
         and demo_revision in ('both', '${batch.revision}') and ${batch.only ?? 'true'}
       order by demo_hour, demo_series, "ChargeCategory", "EffectiveCost"
     ) to '${join(out, file).replaceAll("'", "''")}' (${formatOf(dialect)})`,
  )
}

function columnOf(column: string, { tagsAsMap }: Dialect): string {
  return column === 'Tags' && tagsAsMap
    ? `from_json("Tags", '"MAP(VARCHAR, VARCHAR)"') as "Tags"`
    : `"${column}"`
}

function formatOf({ file }: Dialect): string {
  if (file === 'parquet') return 'format parquet, compression snappy'
  const compression = file === 'csv.gz' ? 'gzip' : 'none'
  return `format csv, header, compression ${compression}, timestampformat '%Y-%m-%dT%H:%M:%SZ'`
}
