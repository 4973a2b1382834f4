import type { DuckDBConnection } from '@duckdb/node-api'
import type { Mapping, RawFile } from '../../focus/reader.ts'
import { SIDE_SQL_TYPES, type SideDataset, type SideKindSpec } from '../kinds/side-kind.ts'
import type { CellType } from './cells.ts'
import { FileError } from './file-error.ts'
import type { RawRelation } from './file-group.ts'
import { identifier } from './sql.ts'
import { type Part, writeParts } from './stage-group.ts'
import { type TypedColumn, typedSql } from './typing.ts'

/** Columns of a side table by name, folded in case, with blanks and hyphens as underscores. Throws a FileError. */
export function mapSide(spec: SideKindSpec, file: RawFile): Mapping {
  const dataset = spec.datasets?.find((each) => isDataset(each, file.header))
  if (dataset !== undefined) return mapDataset(spec, dataset, file)
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
    if (own !== undefined) columns[name] = unlessNull(own)
  }
  const known = new Set(spec.columns.map(({ name }) => fold(name)))
  return { columns, ignored: file.header.filter((name) => !known.has(fold(name))) }
}

/** @throws FileError where a file of costs is asked for and this holds a data set of a side kind */
export function refuseDatasets(
  kinds: Readonly<Record<string, SideKindSpec>>,
  header: readonly string[],
): void {
  for (const { id, datasets = [] } of Object.values(kinds)) {
    const dataset = datasets.find((each) => isDataset(each, header))
    if (dataset !== undefined)
      throw new FileError(`holds ${dataset.name}, not costs. Import it with --kind ${id}.`)
  }
}

function isDataset({ marks }: SideDataset, header: readonly string[]): boolean {
  const names = new Set(header.map(plain))
  return marks.every((mark) => names.has(plain(mark)))
}

function mapDataset(spec: SideKindSpec, dataset: SideDataset, file: RawFile): Mapping {
  const spelled = new Map(file.header.map((name) => [plain(name), name]))
  const columns: Record<string, string> = {}
  const used = new Set<string>()
  for (const { name, required } of spec.columns) {
    const from = dataset.columns[name]
    if (from === undefined) continue
    const { name: theirs, sql } = typeof from === 'string' ? { name: from, sql: undefined } : from
    const own = spelled.get(plain(theirs))
    if (own === undefined && required === true)
      throw new FileError(`is ${dataset.name} without its column ${theirs}, which --kind ${spec.id} needs.`)
    if (own === undefined) continue
    used.add(own)
    columns[name] = sql === undefined ? unlessNull(own) : sql(unlessNull(own))
  }
  return { columns, ignored: file.header.filter((name) => !used.has(name)) }
}

function unlessNull(column: string): string {
  return `case when ${identifier(column)} <> 'NULL' then ${identifier(column)} end`
}

/** Names of a data set, whatever case, blanks, hyphens and underscores an export writes. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '')
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
