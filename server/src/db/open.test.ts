import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDb } from './open.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'outlay-open-'))
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

test('opens an empty folder, and again with what was committed', async () => {
  const first = await openDb(root)
  await first.writer.withTransaction((connection) =>
    connection.run(`insert into setting values ('test', '1')`),
  )
  await first.close()

  const second = await openDb(root)
  const connection = await second.connect()
  const reader = await connection.runAndReadAll(`select value from setting where key = 'test'`)
  await second.close()

  expect(reader.getRowsJson()).toEqual([['1']])
})

test.each([
  `select * from read_text('/etc/passwd')`,
  `select * from glob('/etc/*')`,
  `copy (select 1) to '/tmp/outlay-out.csv'`,
  `attach '/tmp/outlay-other.duckdb'`,
  'install httpfs',
  'load httpfs',
  `select * from read_csv('http://169.254.169.254/latest')`,
  'set enable_external_access = true',
  `set memory_limit = '64GB'`,
  `set lock_configuration = false`,
])('refuses %s', async (sql) => {
  const db = await openDb(root)
  const connection = await db.connect()

  await expect(connection.run(sql)).rejects.toThrow()

  await db.close()
})

test('refuses a database that is behind its side-car', async () => {
  const db = await openDb(root)
  await db.writer.withTransaction((connection) => connection.run(`insert into setting values ('test', '1')`))
  await db.close()
  const known = JSON.parse(readFileSync(db.paths.highWater, 'utf8'))
  writeFileSync(db.paths.highWater, JSON.stringify({ ...known, commits: known.commits + 1 }))

  await expect(openDb(root)).rejects.toMatchObject({ code: 'DAMAGED', exitCode: 74 })
})

test('refuses a file that is no database, and leaves it as it is', async () => {
  writeFileSync(join(root, 'outlay.duckdb'), 'not a database')

  await expect(openDb(root)).rejects.toMatchObject({ code: 'DAMAGED' })
  expect(readFileSync(join(root, 'outlay.duckdb'), 'utf8')).toBe('not a database')
})
