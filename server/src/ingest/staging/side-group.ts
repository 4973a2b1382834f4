import type { DuckDBConnection } from '@duckdb/node-api'
import type { Mapping, RawFile } from '../../focus/reader.ts'
import { SIDE_SQL_TYPES, type SideKindSpec } from '../kinds/side-kind.ts'
import type { CellType } from './cells.ts'
import { FileError } from './file-error.ts'
import type { RawRelation } from './file-group.ts'
import { identifier } from './sql.ts'
import { type Part, writeParts } from './stage-group.ts'
import { type TypedColumn, typedSql } from './typing.ts'

/** Columns of a side table by name, folded in case, with blanks and hyphens as underscores. Throws a FileError. */
export function mapSide(spec: SideKindSpec, file: RawFile): Mapping {
  const spelled = new Map(file.header.map((name) => [fold(name), name]))
  const missing = spec.columns.filter(({ name, required }) => required === true && !spelled.has(fold(name)))
  if (missing.length > 0) {
    const wanted = spec.columns.map(({ name }) => name).join(', ')
    throw new FileError(
      `has no column ${missing.map(({ name }) => name).join(', ')}, which --kind ${spec.id} needs. Its columns are: ${wanted}.`,
    )
  }
  const columns: Record<string, string> = {}
  for (const { name } of spec.columns) {
    const own = spelled.get(fold(name))
    if (own !== undefined)
      columns[name] = `case when ${identifier(own)} <> 'NULL' then ${identifier(own)} end`
  }
  const known = new Set(spec.columns.map(({ name }) => fold(name)))
  return { columns, ignored: file.header.filter((name) => !known.has(fold(name))) }
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s-]+/g, '_')
}

/** Types a group of side files; its one part holds the rows that are kept. */
export async function stageSide(
  connection: DuckDBConnection,
  raw: RawRelation,
  spec: SideKindSpec,
  mapping: Mapping,
  folder: string,
): Promise<Part[]> {
  const columns = spec.columns.map(
    ({ name, type, required }): TypedColumn => ({
      name,
      type: CELL_TYPES[type] ?? 'text',
      sqlType: SIDE_SQL_TYPES[type],
      required: required === true,
    }),
  )
  const validate = spec.validate === undefined ? {} : { validate: spec.validate }
  const sql = typedSql({ raw, mapping, columns, unit: `'kept'`, unitColumns: [], ...validate })
  return writeParts(connection, sql, raw, folder)
}

const CELL_TYPES: Readonly<Record<string, CellType>> = {
  text: 'text',
  decimal: 'decimal',
  double: 'double',
  day: 'day',
  time: 'time',
  json: 'object',
}
