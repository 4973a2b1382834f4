import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { CostsPlan } from '../costs.ts'

/**
 * The rows of a question as zstd Parquet: costs DECIMAL(38,14), dimensions under their names, tags as `tag_1`… by their
 * position in groupBy. DuckDB may write into its own temporary folder only, from where the file is read and removed.
 */
export async function parquetFile(
  connection: DuckDBConnection,
  { question, compiled, compared }: CostsPlan,
  tmp: string,
): Promise<Buffer> {
  const path = join(tmp, `export-${randomUUID()}.parquet`)
  const groups = question.groupBy.map(
    (dimension, index) =>
      `g${index + 1} as "${dimension.startsWith('tag:') ? `tag_${index + 1}` : dimension}"`,
  )
  const columns = [
    'period',
    ...groups,
    ...(question.top === undefined ? [] : ['other']),
    'cost::decimal(38, 14) as cost',
    ...(compared === undefined ? [] : [`${previousSql(compared.knownFrom)} as "previousCost"`]),
    '$export_currency as currency',
  ]
  const sql = `copy (select ${columns.join(', ')} from (${compiled.sql})) to '${path.replaceAll("'", "''")}' (format parquet, compression zstd)`
  try {
    const known = compared?.knownFrom ? { known_from: compared.knownFrom } : {}
    await connection.run(sql, { ...compiled.params, ...known, export_currency: question.currency })
    return await readFile(path)
  } finally {
    await rm(path, { force: true })
  }
}

/** Null where history does not hold what a period is compared with. */
function previousSql(knownFrom: string | null): string {
  if (knownFrom === null) return 'null::decimal(38, 14)'
  return 'case when period >= $known_from::date then previous_cost::decimal(38, 14) end'
}
