import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { columnNames } from './csv-header.ts'
import { FileError } from './file-error.ts'
import type { RawRelation, TextGroup } from './file-group.ts'
import { LIMITS } from './limits.ts'
import { REJECT_TABLE } from './rejects.ts'
import { csvLine, identifier, quoted, rowsOf } from './sql.ts'

/** The spooled lines of a CSV group: DuckDB is told everything, for its guesses and its tolerance lose rows. */
export function csvRelation(group: TextGroup): RawRelation {
  return {
    header: group.header,
    line: csvLine(group.header, group.delimiter),
    sql: `select * from ${readCsv(group, group.header, '"')}`,
  }
}

function readCsv(group: TextGroup, names: readonly string[], quote: string): string {
  const columns = names.map((name) => `${quoted(name)}: 'VARCHAR'`)
  return `read_csv(
    ${quoted(group.spool.path)},
    columns = {'__file': 'INTEGER', '__row': 'BIGINT', ${columns.join(', ')}},
    header = false, auto_detect = false, delim = ${quoted(group.delimiter)}, new_line = '\\n',
    quote = ${quoted(quote)}, escape = ${quoted(quote)}, comment = '', nullstr = '', allow_quoted_nulls = false,
    max_line_size = ${LIMITS.recordBytes * 2}, buffer_size = ${LIMITS.recordBytes * 4}
  )`
}

/** Keys are united over all lines; a line that is no JSON object is rejected. */
export async function jsonRelation(connection: DuckDBConnection, group: TextGroup): Promise<RawRelation> {
  const lines = readCsv(group, ['__line'], '')
  // AND may evaluate both sides, and json_type fails on what is no JSON
  const isObject = `case when json_valid(__line) then json_type(__line) = 'OBJECT' else false end`
  await connection.run(
    `insert into ${REJECT_TABLE}
     select __file, __row, 'it is not a JSON object', left(__line, ${LIMITS.rejectedLine}), null
     from ${lines} where not ${isObject}`,
  )
  const keys = await rowsOf(
    connection,
    z.object({ key: z.string() }),
    `select distinct unnest(json_keys(__line)) as key from ${lines} where ${isObject} order by key`,
  )
  if (keys.length > LIMITS.columns) {
    throw new FileError(`has ${keys.length} keys; at most ${LIMITS.columns} are read.`)
  }
  if (keys.length === 0) {
    await connection.run(
      `insert into ${REJECT_TABLE}
       select __file, __row, 'it is an empty JSON object', left(__line, ${LIMITS.rejectedLine}), null
       from ${lines} where ${isObject}`,
    )
  }
  const header = columnNames(keys.map(({ key }) => key))
  const pointers = keys.map(({ key }) => quoted(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`))
  const values = header.map((key, index) => `__values[${index + 1}] as ${identifier(key)}`)
  return {
    header,
    line: '__line',
    sql: `select ${['__file', '__row', '__line', ...values].join(', ')} from (
      select __file, __row, __line, json_extract_string(__line, [${pointers.join(', ')}]) as __values
      from ${lines} where ${isObject}
    )`,
  }
}
