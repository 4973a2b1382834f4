import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { addDays } from '@outlay/shared/period'
import { type Calendar, MONTHS, toHour } from './calendar.ts'
import { SOURCES } from './company.ts'
import { type Dialect, dialectOf } from './dialects.ts'
import type { Delivery } from './manifest.ts'
import type { SourceId } from './types.ts'

interface Batch {
  readonly source: SourceId
  readonly name: string
  readonly months: readonly number[]
  readonly arrived: string
  readonly revision: 'original' | 'final'
  readonly expect: Delivery['expect']
  /** SQL over focus_line that keeps part of the lines. */
  readonly only?: string
}

/** Writes the FOCUS files of every delivery; answers with the deliveries in order of arrival. */
export async function exportCosts(
  connection: DuckDBConnection,
  calendar: Calendar,
  out: string,
  onFile: (file: string) => void,
): Promise<Delivery[]> {
  const deliveries: Delivery[] = []
  for (const batch of batches(calendar)) {
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
  return deliveries.sort((a, b) => a.createdAt.localeCompare(b.createdAt))
}

function batches(calendar: Calendar): readonly Batch[] {
  const closed = Array.from({ length: MONTHS - 2 }, (_, index) => index)
  const open = [MONTHS - 2, MONTHS - 1]
  const connected = addDays(calendar.month(MONTHS - 2), 5)
  const each = SOURCES.flatMap(({ id }, index): Batch[] => {
    const late = id === 'azure-mca' ? calendar.ago(4) : calendar.asOf
    const common = { source: id, expect: 'counted' as const }
    return [
      {
        ...common,
        name: 'history',
        months: closed,
        arrived: `${connected}T06:0${index}:00Z`,
        revision: 'original',
      },
      { ...common, name: 'latest', months: open, arrived: `${late}T05:1${index}:00Z`, revision: 'final' },
    ]
  })
  return [...each, ...corrections(calendar)]
}

/** A closed month sent again with changes, a month in progress sent twice, and one that arrived cut in half. */
function corrections(calendar: Calendar): readonly Batch[] {
  const last = MONTHS - 1
  const restated: Batch = {
    source: 'aws-main',
    name: 'restated',
    months: [MONTHS - 3],
    arrived: `${addDays(calendar.month(MONTHS - 2), 18)}T07:20:00Z`,
    revision: 'final',
    expect: 'counted',
  }
  const eve = calendar.ago(1)
  const arrival: Batch = {
    source: 'gcp-us',
    name: 'eve',
    months: [last],
    arrived: `${eve}T05:14:00Z`,
    revision: 'final',
    expect: 'counted',
    only: `demo_hour < ${toHour(eve)}`,
  }
  const held: Batch = {
    source: 'azure-ea',
    name: 'truncated',
    months: [last],
    arrived: `${calendar.asOf}T09:40:00Z`,
    revision: 'final',
    expect: 'held',
    only: 'demo_series % 2 = 0',
  }
  return eve > calendar.month(last) ? [restated, arrival, held] : [restated, held]
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
