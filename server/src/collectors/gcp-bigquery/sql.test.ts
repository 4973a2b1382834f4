import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import type { ExportTable } from './export-table.ts'
import { changedMonthsSql } from './sql/changed-months.ts'
import { monthRowsSql } from './sql/month-rows.ts'
import { monthStateSql } from './sql/month-state.ts'

const INGESTION: ExportTable = {
  name: 'finops-billing.billing.gcp_billing_export_resource_v1_X',
  location: 'EU',
  kind: 'billing',
  format: 'gcp-billing',
  partition: { column: '_PARTITIONTIME', type: 'TIMESTAMP' },
}
const FOCUS: ExportTable = {
  ...INGESTION,
  name: 'finops-billing.billing.gcp_billing_export_focus_X',
  kind: 'focus',
  format: 'focus',
  partition: { column: 'x_ExportTime', type: 'TIMESTAMP' },
}
const DATES: ExportTable = { ...INGESTION, partition: { column: 'export_day', type: 'DATE' } }
const VIEW: ExportTable = { ...INGESTION, partition: { column: null, type: 'TIMESTAMP' } }

const TABLES = [
  ['partitioned by ingestion', INGESTION],
  ['in FOCUS columns', FOCUS],
  ['partitioned by a date', DATES],
  ['without partitions', VIEW],
] as const

const QUERIES = [
  ['changed months', changedMonthsSql, ['exported_after', 'partitions_from']],
  ['the state of a month', monthStateSql, ['month', 'partitions_from']],
  ['the rows of a month', monthRowsSql, ['exported_until', 'month', 'partitions_from', 'partitions_until']],
] as const

const CASES = TABLES.flatMap(([kind, table]) =>
  QUERIES.map(([name, sql, params]) => [name, kind, sql(table), params, table] as const),
)

test.each(CASES)(
  '%s of a table %s: one reading statement with its parameters and no others',
  (_name, _kind, sql, params, table) => {
    const bare = sql.replaceAll(/'[^']*'/g, "''")

    expect(sql).toMatch(/^select\b/)
    expect(sql).not.toMatch(
      /;|--|\/\*|\b(insert|update|delete|merge|create|drop|alter|truncate|export data|call|declare|set)\b/i,
    )
    expect([...sql.matchAll(/`([^`]+\.[^`]+)`/g)].map(([, name]) => name)).toEqual([table.name])
    expect([...new Set(bare.match(/@\w+/g))].toSorted()).toEqual(params.map((name) => `@${name}`))
    expect(depths(bare)).toEqual({ least: 0, last: 0 })
  },
)

test.each(CASES)(
  '%s of a table %s: partitions are bounded by a bare column',
  (_name, _kind, sql, _params, table) => {
    const column = table.partition.column
    const bare = column === '_PARTITIONTIME' ? column : `\`${column}\``

    if (column !== null) expect(sql).toMatch(new RegExp(`where ${bare} >= (date\\()?@partitions_from`))
    else expect(sql).toContain('where timestamp_micros(unix_micros(export_time)) >= @partitions_from')
  },
)

/** The rows that the transcribed queries run over. */
const BILLING_ROWS = `select * from (values
  (1, timestamp '2026-10-02', timestamp '2026-10-02 09:00:00.000001', {'month': '202610'}, 0.1::double, [{'name': 'a', 'amount': -0.05::double}, {'name': 'b', 'amount': -0.01::double}]),
  (2, timestamp '2026-10-03', timestamp '2026-10-03 09:00:00', {'month': '202610'}, 0.2::double, []),
  (3, timestamp '2026-10-03', timestamp '2026-10-03 10:00:00', {'month': '202610'}, 1e-7::double, null),
  (4, timestamp '2026-10-03', timestamp '2026-10-03 11:00:00', {'month': '202611'}, 5::double, []),
  (5, timestamp '2026-09-01', timestamp '2026-09-01 11:00:00', {'month': '202609'}, 9::double, [])
) as t(id, "_PARTITIONTIME", export_time, invoice, cost, credits)`
const FOCUS_ROWS = `select *, b as "BilledCost", b as "EffectiveCost", b as "ContractedCost", b as "ListCost" from (values
  (1, timestamp '2026-10-02 09:00:00', timestamp '2026-10-01 07:00:00', 0.1::decimal(38, 9)),
  (2, timestamp '2026-10-03 09:00:00', timestamp '2026-10-01 00:00:00', 0.2::decimal(38, 9)),
  (3, timestamp '2026-11-01 08:00:00', timestamp '2026-11-01 07:00:00', 5::decimal(38, 9))
) as t(id, "x_ExportTime", "BillingPeriodStart", b)`

test('the state of a month, transcribed for DuckDB: exact sums in which 0.1 + 0.2 is 0.3', async () => {
  const rows = await run(monthStateSql(INGESTION), BILLING_ROWS, {
    month: '202610',
    partitions_from: '2026-09-21',
  })

  expect(rows).toEqual([
    {
      row_count: '3',
      cost: '0.300000100',
      credits: '-0.060000000',
      exported_until: String(Date.parse('2026-10-03T10:00:00Z') * 1000),
      partitions_from: '2026-10-02T00:00:00Z',
      partitions_until: '2026-10-04T00:00:00Z',
    },
  ])
})

test('changed months, transcribed for DuckDB: those with an export after the bound', async () => {
  const after = String(Date.parse('2026-10-03T09:00:00Z') * 1000)
  const rows = await run(changedMonthsSql(INGESTION), BILLING_ROWS, {
    partitions_from: '2026-09-21',
    exported_after: after,
  })

  expect(rows.map(({ month }) => month).toSorted()).toEqual(['202610', '202611'])
})

test('the rows of a month, transcribed for DuckDB: every column, money as text, nothing newer than the state', async () => {
  const rows = await run(monthRowsSql(INGESTION), BILLING_ROWS, {
    month: '202610',
    partitions_from: '2026-10-02',
    partitions_until: '2026-10-04',
    exported_until: String(Date.parse('2026-10-03T09:00:00Z') * 1000),
  })

  const lines = rows.map(({ line }) => JSON.parse(String(line)))
  expect(lines.map(({ id, cost }) => [id, cost])).toEqual([
    [1, '0.100000000'],
    [2, '0.200000000'],
  ])
  expect(lines[0]).toMatchObject({
    invoice: { month: '202610' },
    credits: [
      { name: 'a', amount: '-0.050000000' },
      { name: 'b', amount: '-0.010000000' },
    ],
  })
})

test('months of the FOCUS export are whole, whichever midnight they begin at', async () => {
  const state = await run(monthStateSql(FOCUS), FOCUS_ROWS, {
    month: '202610',
    partitions_from: '2026-09-21',
  })
  const rows = await run(monthRowsSql(FOCUS), FOCUS_ROWS, {
    month: '202610',
    partitions_from: '2026-10-02',
    partitions_until: '2026-10-04',
    exported_until: String(Date.parse('2026-12-01T00:00:00Z') * 1000),
  })

  expect(state).toMatchObject([
    { row_count: '2', cost: '0.300000000', partitions_until: '2026-10-04T00:00:00Z' },
  ])
  expect(rows.map(({ line }) => JSON.parse(String(line)).BilledCost)).toEqual(['0.100000000', '0.200000000'])
})

/**
 * BigQuery's words in DuckDB's. This finds slips of syntax and of sense in what both have in common; it is no proof that
 * BigQuery takes the original.
 */
const TRANSCRIPTION: readonly (readonly [RegExp, string])[] = [
  [/from `[^`]+`/g, 'from source'],
  [/`(\w+)`/g, '"$1"'],
  [
    /array\(\s*select as struct c\.\* replace \((.+?) as amount\)\s*from unnest\(credits\) as c\s*\)/gs,
    `list_transform(credits, lambda c: struct_pack(name := c.name, amount := $1))`,
  ],
  [/from unnest\(credits\) as c/g, 'from (select unnest(credits) as c)'],
  [/as numeric/g, 'as decimal(38, 9)'],
  [/as string/g, 'as varchar'],
  [/unix_micros\(/g, 'epoch_us('],
  [/timestamp_micros\(/g, 'make_timestamp('],
  [/timestamp_trunc\((.+), day\)/g, `date_trunc('day', $1)`],
  [/timestamp_add\(/g, 'plus('],
  [/, interval 12 hour\)/g, ', interval 12 hour)'],
  [/format_timestamp\(('[^']+'), /g, 'formatted($1, '],
  [/timestamp\(("?\w+"?|min\(.+?\)|max\(.+?\))\)/g, 'cast($1 as timestamp)'],
  [/to_json_string\(/g, 'to_json('],
  [/@(partitions_\w+)/g, 'cast($$$1 as timestamp)'],
  [/@(exported_\w+)/g, 'cast($$$1 as bigint)'],
  [/@month/g, '$$month'],
]

async function run(sql: string, rows: string, params: Record<string, string>) {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    await connection.run(`create table source as ${rows}`)
    await connection.run('create macro plus(t, i) as t + i')
    await connection.run('create macro formatted(f, t) as strftime(t, f)')
    const transcribed = TRANSCRIPTION.reduce((text, [pattern, words]) => text.replaceAll(pattern, words), sql)
    const reader = await connection.runAndReadAll(transcribed, params)
    return reader.getRowObjectsJson()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

function depths(sql: string): { least: number; last: number } {
  let depth = 0
  let least = 0
  for (const char of sql) {
    if (char === '(') depth += 1
    if (char === ')') depth -= 1
    least = Math.min(least, depth)
  }
  return { least, last: depth }
}
