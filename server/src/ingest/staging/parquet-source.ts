import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { columnNames } from './csv-header.ts'
import { FileError, messageOf } from './file-error.ts'
import type { ParquetGroup, RawRelation } from './file-group.ts'
import { LIMITS } from './limits.ts'
import { csvLine, identifier, listOf, quoted, rowsOf } from './sql.ts'

export interface ParquetShape {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: number
}

/** Columns and row count as the footer tells them. Throws a FileError for a file without a footer. */
export async function parquetShape(connection: DuckDBConnection, path: string): Promise<ParquetShape> {
  try {
    const [footer] = await rowsOf(
      connection,
      z.object({ rows: z.coerce.number() }),
      `select num_rows as rows from parquet_file_metadata(${quoted(path)})`,
    )
    const columns = await rowsOf(
      connection,
      z.object({ column_name: z.string(), column_type: z.string() }),
      `describe select * from read_parquet(${quoted(path)})`,
    )
    const rows = footer?.rows ?? 0
    if (rows > LIMITS.rows) throw new FileError(`says that it holds ${rows} rows. Split it by month.`)
    return { columns: columns.map(({ column_name: name, column_type: type }) => ({ name, type })), rows }
  } catch (error) {
    throw error instanceof FileError ? error : damaged(error)
  }
}

/** Decodes every value of the file, for a footer may be whole where pages are not. Throws a FileError. */
export async function verifyParquet(connection: DuckDBConnection, path: string, rows: number): Promise<void> {
  const shape = await parquetShape(connection, path)
  const counts = shape.columns.map(({ name }) => `count(hash(${identifier(name)}))`)
  try {
    const reader = await connection.runAndReadAll(
      `select count(*) as rows, ${counts.join(' + ') || '0'} as "values" from read_parquet(${quoted(path)})`,
    )
    const [found] = z.array(z.object({ rows: z.coerce.number() })).parse(reader.getRowObjectsJson())
    if (found?.rows !== rows)
      throw new FileError(`holds ${found?.rows} rows, its footer says ${rows}. Download it again.`)
  } catch (error) {
    throw error instanceof FileError ? error : damaged(error)
  }
}

function damaged(error: unknown): FileError {
  return new FileError(`is a damaged Parquet file (${messageOf(error).split('\n')[0]}). Download it again.`)
}

/** Every column as VARCHAR: doubles with 15 significant digits, nested values as JSON text. */
export function parquetRelation(group: ParquetGroup): RawRelation {
  const names = columnNames(group.columns.map(({ name }) => name))
  const values = group.columns.map(
    ({ name, type }, index) =>
      `${asText(`__p.${identifier(name)}`, type)} as ${identifier(names[index] ?? name)}`,
  )
  return {
    header: names,
    line: csvLine(names, ','),
    sql: `select ${values.join(', ')}, [${group.files.join(', ')}][file_index::bigint + 1]::integer as __file,
        file_row_number + 1 as __row
      from read_parquet(${listOf(group.paths)}, union_by_name = false) as __p`,
  }
}

function asText(value: string, type: string): string {
  // 12345.678901234567 as a double becomes …67741 as a decimal; bills print 15 digits
  if (type === 'DOUBLE') return `printf('%.15g', ${value})`
  if (/[[(]/.test(type) && !type.startsWith('DECIMAL')) return `to_json(${value})::varchar`
  return `${value}::varchar`
}
