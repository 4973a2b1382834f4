import { writeFileSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'

/** A line of a bill under FOCUS names, money as text; what is missing is filled with a plain AWS usage line of 1 USD. */
export type Line = Readonly<Record<string, string | null | Readonly<Record<string, string>>>>

export const SIDE_TYPES: Readonly<Record<string, string>> = {
  timestamp: 'TIMESTAMP',
  observed_at: 'TIMESTAMP',
  average: 'DOUBLE',
  maximum: 'DOUBLE',
  amount: 'DECIMAL(38,14)',
  quantity: 'DECIMAL(38,14)',
  rate: 'DECIMAL(38,14)',
  day: 'DATE',
  joined_on: 'DATE',
  monthly_savings: 'DECIMAL(38,14)',
}

type Columns = readonly (readonly [name: string, type: string])[]

export async function writeParquet(
  connection: DuckDBConnection,
  path: string,
  columns: Columns,
  rows: readonly Line[],
): Promise<void> {
  const numbered = rows.map((row, index) => ({ ...row, __file: '0', __row: String(index + 1) }))
  const all = [...columns, ['__file', 'INTEGER'] as const, ['__row', 'BIGINT'] as const]
  const source = `${path}.jsonl`
  writeFileSync(source, numbered.map((row) => JSON.stringify(row)).join('\n'))
  const types = all.map(([name, type]) => `'${name}': '${type.startsWith('MAP') ? 'JSON' : 'VARCHAR'}'`)
  const select = all.map(([name, type]) =>
    type.startsWith('MAP') ? mapOf(name) : `"${name}"::${type} as "${name}"`,
  )
  await connection.run(`
    copy (
      select ${select.join(', ')}
      from read_json('${source}', format = 'newline_delimited', columns = {${types.join(', ')}})
      order by "__row"::bigint
    ) to '${path}' (format parquet, compression zstd)
  `)
}

function mapOf(name: string): string {
  return `from_json("${name}", '"MAP(VARCHAR, VARCHAR)"') as "${name}"`
}
