import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { type Batch, planBatches } from './batches.ts'
import type { Calendar } from './calendar.ts'
import { type Dialect, dialectOf } from './dialects.ts'
import type { Delivery } from './manifest.ts'

/** Writes the FOCUS files of every delivery; answers with the deliveries in order of arrival. */
export async function exportCosts(
  connection: DuckDBConnection,
  calendar: Calendar,
  out: string,
  onFile: (file: string) => void,
): Promise<Delivery[]> {
  const deliveries: Delivery[] = []
  for (const batch of planBatches(calendar)) {
    const files: string[] = []
    for (const index of batch.months) {
      if (batch.source === 'aws-pinemoor' && index < 4) continue
      const file = await exportMonth(connection, calendar, out, batch, index)
      onFile(file)
      files.push(file)
    }
    const { source, arrived, expect } = batch
    deliveries.push({ source, kind: 'costs', files, createdAt: arrived, expect })
  }
  return deliveries
}

async function exportMonth(
  connection: DuckDBConnection,
  calendar: Calendar,
  out: string,
  batch: Batch,
  index: number,
): Promise<string> {
  const dialect = dialectOf(batch.source, index)
  const month = calendar.month(index).slice(0, 7)
  const file = join(batch.source, `${batch.source}-focus-${month}-${batch.name}.${dialect.file}`)
  mkdirSync(dirname(join(out, file)), { recursive: true })
  const columns = dialect.columns.map((column) => columnOf(column, dialect)).join(', ')
  await connection.run(
    `copy (
       select ${columns} from focus_line
       where demo_source = '${batch.source}' and demo_month = date '${month}-01'
         and demo_revision in ('both', '${batch.revision}') and ${batch.only ?? 'true'}
       order by demo_hour, demo_series, "ChargeCategory", "EffectiveCost"
     ) to '${join(out, file).replaceAll("'", "''")}' (${formatOf(dialect)})`,
  )
  return file
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
