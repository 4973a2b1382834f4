import { groupBy } from '@outlay/shared/group-by'
import { addAmounts } from '@outlay/shared/money'
import { addDays } from '@outlay/shared/period'
import type { Field } from './bigquery-jobs.ts'
import { Refusal } from './operation.ts'
import type { ExportRow, ExportTable } from './world.ts'

/** Values of the named parameters, as text. */
export type Params = Readonly<Record<string, string>>

interface KnownQuery {
  /** Names and types that must be there, and no others. */
  readonly params: Readonly<Record<string, 'STRING' | 'INT64' | 'TIMESTAMP'>>
  readonly fields: readonly Field[]
  /** Rows of the partitions that the query reads: what it is billed for. */
  scanned(table: ExportTable, params: Params): readonly ExportRow[]
  answer(rows: readonly ExportRow[], params: Params): readonly (readonly (string | null)[])[]
}

/** The queries that the fake can answer, by their label: it runs no SQL. */
export const KNOWN_QUERIES: Readonly<Record<string, KnownQuery>> = {
  'gcp-changed-months': {
    params: { partitions_from: 'TIMESTAMP', exported_after: 'INT64' },
    fields: [
      { name: 'month', type: 'STRING' },
      { name: 'exported_until', type: 'INTEGER' },
    ],
    scanned: (table, { partitions_from = '' }) => between(table, partitions_from),
    answer(rows, { exported_after }) {
      const newer = rows.filter(({ exported }) => exported > Number(exported_after))
      const months = groupBy(newer, ({ month }) => month)
      return [...months].map(([month, own]) => [
        month,
        String(Math.max(...own.map(({ exported }) => exported))),
      ])
    },
  },
  'gcp-month-state': {
    params: { month: 'STRING', partitions_from: 'TIMESTAMP' },
    fields: [
      { name: 'row_count', type: 'INTEGER' },
      { name: 'cost', type: 'STRING' },
      { name: 'credits', type: 'STRING' },
      { name: 'exported_until', type: 'INTEGER' },
      { name: 'partitions_from', type: 'STRING' },
      { name: 'partitions_until', type: 'STRING' },
    ],
    scanned: (table, { partitions_from = '' }) => between(table, partitions_from),
    answer(rows, { month }) {
      const own = rows.filter((row) => row.month === month)
      const days = own.map(({ partition }) => partition).toSorted()
      return [
        [
          String(own.length),
          own.length === 0 ? null : addAmounts(own.map(({ cost }) => cost)),
          own.length === 0 ? null : addAmounts(own.map(({ credits }) => credits)),
          own.length === 0 ? null : String(Math.max(...own.map(({ exported }) => exported))),
          days[0] === undefined ? null : `${days[0]}T00:00:00Z`,
          days[0] === undefined ? null : `${addDays(days.at(-1) ?? '', 1)}T00:00:00Z`,
        ],
      ]
    },
  },
  'gcp-month-rows': {
    params: {
      month: 'STRING',
      partitions_from: 'TIMESTAMP',
      partitions_until: 'TIMESTAMP',
      exported_until: 'INT64',
    },
    fields: [{ name: 'line', type: 'STRING' }],
    scanned: (table, { partitions_from = '', partitions_until = '' }) =>
      between(table, partitions_from, partitions_until),
    answer: (rows, { month, exported_until }) =>
      rows
        .filter((row) => row.month === month && row.exported <= Number(exported_until))
        .map(({ line }) => [JSON.stringify(line)]),
  },
}

const WRITES =
  /\b(insert|update|delete|merge|create|drop|alter|truncate|export|load|call|execute|grant|revoke|begin)\b/i

/** What of the SQL can be checked without running it: one reading statement over one table, its parameters all given. */
export function checkSql(sql: string, given: readonly string[]): string {
  const bare = sql.replaceAll(/--.*$/gm, '').replaceAll(/'[^']*'/g, "''")
  if (
    !/^\s*(select|with)\b/i.test(bare) ||
    WRITES.test(bare.replaceAll(/`[^`]*`/g, '')) ||
    bare.includes(';')
  )
    throw invalid('only one SELECT is answered here')
  const asked = new Set([...bare.matchAll(/@([a-z_]+)/g)].map(([, name]) => name ?? ''))
  const missing = [...asked].find((name) => !given.includes(name))
  if (missing !== undefined) throw invalid(`Query parameter '${missing}' not found`)
  const tables = new Set(
    [...bare.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '').filter((name) => name.includes('.')),
  )
  const [table, ...others] = tables
  if (table === undefined || others.length > 0) throw invalid('exactly one table must be named in backticks')
  return table
}

export function invalid(message: string): Refusal {
  return new Refusal(400, 'invalidQuery', message)
}

function between({ rows, partition }: ExportTable, from: string, until?: string): readonly ExportRow[] {
  if (partition === undefined) return rows
  return rows.filter((row) => {
    const time = Date.parse(row.partition)
    return time >= Date.parse(from) && (until === undefined || time < Date.parse(until))
  })
}
