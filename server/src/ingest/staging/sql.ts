import type { DuckDBConnection } from '@duckdb/node-api'
import type { z } from 'zod'

/** A text as SQL literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A name as SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** SQL over columns of text: the record as a line of CSV, with its empty fields. */
export function csvLine(columns: readonly string[], delimiter: string): string {
  const fields = columns.map((name) => {
    const value = identifier(name)
    const special = `contains(${value}, ${quoted(delimiter)}) or regexp_matches(${value}, '["\\r\\n]')`
    return `case when ${special} then '"' || replace(${value}, '"', '""') || '"' else coalesce(${value}, '') end`
  })
  return fields.length === 0 ? `''` : `concat_ws(${quoted(delimiter)}, ${fields.join(', ')})`
}

export function listOf(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(', ')}]`
}

/** Rows of a query, parsed. Counts arrive as text. */
export async function rowsOf<R extends z.ZodType>(
  connection: DuckDBConnection,
  row: R,
  sql: string,
): Promise<z.output<R>[]> {
  const reader = await connection.runAndReadAll(sql)
  return reader.getRowObjectsJson().map((values) => row.parse(values))
}
