import type { DuckDBConnection } from '@duckdb/node-api'
import { type Mapping, MappingError, type RawFile, type Reader } from '../../focus/reader.ts'
import { recognise } from '../../focus/readers/registry.ts'
import { FileError } from './file-error.ts'
import type { RawRelation } from './file-group.ts'
import { writeParts } from './stage-group.ts'
import { lakeColumns, typedSql } from './typing.ts'
import { UNIT_COLUMNS, UNIT_HASH } from './unit-key.ts'
import type { OriginPart } from './units.ts'

export interface Recognised {
  readonly reader: Reader
  readonly mapping: Mapping
}

/** The reader for a file and what it makes of the columns. Throws a FileError that names column, format and next step. */
export function recogniseFile(file: RawFile, format: string | null): Recognised {
  try {
    const reader = recognise(file, format)
    return { reader, mapping: reader.map(file) }
  } catch (error) {
    if (error instanceof MappingError) throw new FileError(withoutName(error.message, file.name))
    throw error
  }
}

function withoutName(message: string, name: string): string {
  return message.startsWith(`${name} `) ? message.slice(name.length + 1) : message
}

/** A time that runs backwards is no day to count on. */
const ENDS_FIRST = `case when "ChargePeriodEnd" < "ChargePeriodStart" then 'ChargePeriodEnd lies before ChargePeriodStart' end`

/** Maps and types a group of cost files and writes it by unit. */
export async function stageCosts(
  connection: DuckDBConnection,
  raw: RawRelation,
  { reader, mapping }: Recognised,
  source: string | null,
  folder: string,
): Promise<OriginPart[]> {
  const columns = lakeColumns(mapping)
  const sql = typedSql({
    raw,
    mapping,
    columns,
    unit: UNIT_HASH,
    unitColumns: UNIT_COLUMNS,
    validate: ENDS_FIRST,
  })
  const origin = {
    source: source ?? reader.source,
    format: reader.id,
    grain: mapping.grain ?? reader.grain,
    // Column names of a native bill are the vendor's own; only a FOCUS file promises FOCUS names.
    expands: mapping.expands === true,
    header: [...Object.keys(mapping.columns), ...(reader.id === 'focus' ? mapping.ignored : [])],
  }
  const parts = await writeParts(connection, sql, raw, folder)
  return parts.map((part) => ({ ...part, origin }))
}
