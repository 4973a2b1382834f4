import { DuckDBInstance } from '@duckdb/node-api'
import type { Mapping, Reader } from '../../reader.ts'
import { identifier } from './header.ts'

export type RawRow = Readonly<Record<string, string | null>>
export type MappedRow = Readonly<Record<string, string | null>>

/** For tests: maps rows as staging does, in a DuckDB instance of their own. `__file` and `__row` come along. */
export async function runMapping(reader: Reader, rows: readonly RawRow[], header?: readonly string[]) {
  const names = header ?? Object.keys(rows[0] ?? {})
  const mapping = reader.map({ name: 'test.csv', header: names })
  return { mapping, rows: await selectMapped(mapping, names, [rows]) }
}

/** Maps several files at once; `__file` counts them from 0. */
export async function selectMapped(
  mapping: Mapping,
  names: readonly string[],
  files: readonly (readonly RawRow[])[],
): Promise<MappedRow[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    await connection.run(`set TimeZone = 'UTC'`)
    const columns = names.map((name) => `${identifier(name)} varchar`).join(', ')
    await connection.run(`create table raw (${columns}, __file integer, __row bigint)`)
    const appender = await connection.createAppender('raw')
    for (const [file, rows] of files.entries()) {
      for (const [index, row] of rows.entries()) {
        for (const name of names) {
          const value = row[name]
          if (value === null || value === undefined) appender.appendNull()
          else appender.appendVarchar(value)
        }
        appender.appendInteger(file)
        appender.appendBigInt(BigInt(index + 1))
        appender.endRow()
      }
    }
    appender.closeSync()
    const reader = await connection.runAndReadAll(mappedSql(mapping))
    return reader.getRowObjectsJson() as MappedRow[]
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

function mappedSql(mapping: Mapping): string {
  const ctes = mapping.with === undefined ? '' : `with ${mapping.with} `
  const columns = Object.entries(mapping.columns).map(
    ([name, sql]) => `(${sql})::varchar as ${identifier(name)}`,
  )
  const reject = mapping.reject === undefined ? 'null' : mapping.reject
  return `${ctes}select __file, __row, ${columns.join(', ')}, (${reject})::varchar as __reject from ${mapping.from ?? 'raw'} order by __file, __row, "ChargeCategory"`
}

/** `0.19200000000000` → `0.192`: what typing makes of it, for comparison. */
export function plainNumber(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  return trimmed === '-0' ? '0' : trimmed
}
