import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { z } from 'zod'
import { AppError } from '../errors.ts'

/** A question asked of the database: one SQL text, its named parameters, and the shape of one row. */
export interface Query<P extends z.ZodType, R extends z.ZodType> {
  readonly name: string
  readonly sql: string
  readonly params: P
  readonly row: R
}

/** BIGINT arrives as text; precision that a number cannot hold is refused. */
export const Count = z.coerce.number().pipe(z.int())

/** DECIMAL arrives as text with all its zeros; leaves as `Amount`. */
export const Money = z.string().transform((text) => trimZeros(text))

function trimZeros(text: string): string {
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  return trimmed === '-0' || trimmed === '' ? '0' : trimmed
}

/** The only door to the tables: parses parameters, binds them by name, parses every row. */
export async function runQuery<P extends z.ZodType, R extends z.ZodType>(
  connection: DuckDBConnection,
  query: Query<P, R>,
  input: z.input<P>,
): Promise<z.output<R>[]> {
  const params = query.params.parse(input) as Record<string, DuckDBValue>
  try {
    const reader = await connection.runAndReadAll(query.sql, params)
    return z.array(query.row).parse(reader.getRowObjectsJson())
  } catch (cause) {
    throw new AppError('INTERNAL', `query ${query.name} failed`, { cause })
  }
}
