import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDb } from '../db/open.ts'
import { billed, type TestFolder, testFolder } from '../ingest/apply/harness.ts'
import { backup } from '../ingest/backup.ts'
import { rebuild } from '../ingest/rebuild.ts'
import { restore } from '../ingest/restore.ts'

let folder: TestFolder

beforeEach(async () => {
  folder = await testFolder()
  await folder.deliver({ units: [{ lines: billed('1', '2') }] })
})

afterEach(() => folder.remove())

const TABLES = ['budget', 'alert', 'outbox', 'channel_state', 'alert_run', 'unsubscribed', 'setting'] as const
type Table = (typeof TABLES)[number]
type Filled = readonly { readonly table: Table; readonly rows: readonly (readonly Cell[])[] }[]
type Cell = string | number | null

const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((value) => value.replaceAll('\0', ''))
const moment = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((value) => value.toISOString())
/** By the type of a column; what may be null sometimes is. */
const CELLS: Readonly<Record<string, fc.Arbitrary<string | number>>> = {
  VARCHAR: text,
  TIMESTAMP: moment,
  DATE: moment.map((value) => value.slice(0, 10)),
  INTEGER: fc.integer({ min: 0, max: 1_000_000 }),
  DOUBLE: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
}

interface Column {
  readonly table: Table
  readonly type: string
  readonly optional: boolean
}

async function columns(): Promise<readonly Column[]> {
  const rows = await folder.select(
    `select table_name, data_type, is_nullable from duckdb_columns()
     where table_name in (${TABLES.map((table) => `'${table}'`).join()}) order by table_name, column_index`,
  )
  return rows.map(([table, type, optional]) => ({
    table: table as Table,
    type: String(type),
    optional: Boolean(optional),
  }))
}

function filled(all: readonly Column[]): fc.Arbitrary<Filled> {
  const tables = TABLES.map((table) => {
    const cells = all
      .filter((column) => column.table === table)
      .map(({ type, optional }) => {
        const cell = CELLS[type] ?? fc.constant('')
        return optional ? fc.option(cell) : cell
      })
    const rows = fc.uniqueArray(fc.tuple(...cells), { maxLength: 12, selector: ([key]) => String(key) })
    return rows.map((made) => ({ table, rows: made }))
  })
  return fc.tuple(...tables)
}

async function fill(connection: DuckDBConnection, all: Filled): Promise<void> {
  for (const { table, rows } of all) {
    // Settings of the folder itself stay.
    await connection.run(`delete from ${table} ${table === 'setting' ? `where key like 'test:%'` : ''}`)
    for (const [first, ...others] of rows) {
      const cells = [table === 'setting' ? `test:${first}` : (first ?? null), ...others]
      await connection.run(
        `insert into ${table} values (${cells.map((_, index) => `$${index + 1}`).join()})`,
        cells,
      )
    }
  }
}

async function contents(): Promise<Readonly<Record<string, unknown[][]>>> {
  const entries = []
  for (const table of TABLES) {
    const where = table === 'setting' ? `where key like 'test:%'` : ''
    entries.push([table, await folder.select(`select * from ${table} ${where} order by all`)] as const)
  }
  return Object.fromEntries(entries)
}

/** A backup is verified in a process of its own: one set of many rows. */
test('whatever alerts hold is the same after a rebuild and a restore', async () => {
  const [all = []] = fc.sample(filled(await columns()), { numRuns: 1, seed: 1 })
  await folder.db.writer.withTransaction((connection) => fill(connection, all))
  const before = await contents()
  expect(Object.values(before).flat().length).toBeGreaterThan(10)

  await rebuild(folder.db, folder.options)
  expect(await contents()).toEqual(before)

  const { folder: copy } = await backup(folder.db, join(folder.root, 'backups'), folder.options)
  const nothing = TABLES.map((table) => ({ table, rows: [] }))
  await folder.db.writer.withTransaction((connection) => fill(connection, nothing))
  await folder.db.close()
  await restore(folder.root, copy, folder.options)
  folder.db = await openDb(folder.root)
  expect(await contents()).toEqual(before)
})
