import { isAbsolute, join, normalize } from 'node:path'
import { LIST, listValue, VARCHAR } from '@duckdb/node-api'
import type { Day } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import { AppError } from '../errors.ts'
import { FOCUS_COLUMNS } from '../focus/columns.ts'
import type { Ask } from './ask.ts'

const LINES_MAX = 100
const FILES_MAX = 12

const DECIMALS: ReadonlySet<string> = new Set(
  FOCUS_COLUMNS.filter(({ type }) => type === 'money' || type === 'decimal').map(({ name }) => name),
)

/**
 * First hundred line items of a resource, newest first, with every column that holds a value. Reads the lake files that
 * the ledger counts, on the days on which they count. Columns of our own bookkeeping (`__row`) stay out.
 */
export async function readResourceLines(
  { connection }: Ask,
  id: string,
  start: Day,
  lake: string,
): Promise<readonly Record<string, string>[]> {
  const sources = await runQuery(connection, resourceDaysQuery, { id, start })
  const files = [...new Set(sources.map(({ file }) => file))].slice(0, FILES_MAX)
  if (files.length === 0) return []
  const paths = new Map(files.map((file) => [file, lakePath(lake, file)]))
  const known = sources.filter(({ file }) => paths.has(file))
  const keyOf = ({ day, file }: { day: Day; file: string }) => `${paths.get(file)}|${day}`
  const values = {
    id,
    files: listValue([...paths.values()]),
    days: listValue(known.map(keyOf)),
    shared: listValue(known.filter(({ whole }) => !whole).map(keyOf)),
  }
  const reader = await connection.runAndReadAll(LINES_SQL, values, {
    id: VARCHAR,
    files: LIST(VARCHAR),
    days: LIST(VARCHAR),
    shared: LIST(VARCHAR),
  })
  const names = reader.columnNames()
  return reader
    .getRowsJson()
    .map((row) =>
      Object.fromEntries(
        names.flatMap((name, index) =>
          row[index] === null || name.startsWith('__') ? [] : [[name, text(name, row[index])]],
        ),
      ),
    )
}

/** The facts hold Azure's ids in lower case, because their case changes from row to row. */
const LINES_SQL = `
  select * exclude (lake_file_of_line, day_of_line)
  from (
    select *, concat(lake_file_of_line, '|', strftime(ChargePeriodStart, '%Y-%m-%d')) as day_of_line
    from read_parquet($files, union_by_name = true, hive_partitioning = false, filename = 'lake_file_of_line')
    where coalesce(AllocatedResourceId, ResourceId) = $id
      or (contains(lake_file_of_line, 'provider=azure/') and lower(coalesce(AllocatedResourceId, ResourceId)) = $id)
  )
  where day_of_line in (select unnest($days))
    and (x_Part is distinct from 'alone' or day_of_line not in (select unnest($shared)))
  order by ChargePeriodStart desc
  limit ${LINES_MAX}`

/** The ledger is ours, and still: no name in it leads out of the lake. */
function lakePath(lake: string, file: string): string {
  const path = normalize(file)
  if (isAbsolute(path) || path.startsWith('..'))
    throw new AppError('DAMAGED', `The ledger names ${file}, which is not in the lake.`)
  return join(lake, path)
}

function text(name: string, value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  return DECIMALS.has(name) && value.includes('.') ? value.replace(/\.?0+$/, '') : value
}

/** Which lake files the facts of a resource come from, day by day. */
export const resourceDaysQuery = {
  name: 'resource-lines.days',
  sql: `
    select distinct cost_fact.day, unnest(import.lake_files) as file,
      coalesce((select bool_and(import_day.whole) from import_day
        where import_day.import_id = import.id and import_day.day = cost_fact.day), true) as whole
    from cost_fact
    join import on import.id = cost_fact.import_id
    where cost_fact.resource = $id and cost_fact.day >= $start::date and import.state = 'counted'
    order by cost_fact.day desc, file
  `,
  params: z.object({ id: z.string(), start: z.string() }),
  row: z.object({ day: z.string(), file: z.string(), whole: z.boolean() }),
} satisfies Query<z.ZodType, z.ZodType>
