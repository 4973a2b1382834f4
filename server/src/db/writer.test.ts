import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Db, openDb } from './open.ts'

let root: string
let db: Db

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'outlay-db-'))
  db = await openDb(root)
})

afterEach(async () => {
  await db.close().catch(() => undefined)
  rmSync(root, { recursive: true, force: true })
})

async function settings(): Promise<unknown> {
  const connection = await db.connect()
  const reader = await connection.runAndReadAll(
    `select value from setting where key like 'test%' order by key`,
  )
  connection.closeSync()
  return reader.getRowsJson()
}

test('commits what the work wrote', async () => {
  await db.writer.withTransaction((connection) => connection.run(`insert into setting values ('test', '1')`))

  expect(await settings()).toEqual([['1']])
})

test('rolls back everything after a statement that fails, and says so', async () => {
  const work = db.writer.withTransaction(async (connection) => {
    await connection.run(`insert into setting values ('test', '1')`)
    await connection.run(`insert into setting values ('test', '1')`)
  })

  await expect(work).rejects.toThrow(/[Cc]onstraint/)
  expect(await settings()).toEqual([])
})

test('never reports success when a failed statement was swallowed', async () => {
  const work = db.writer.withTransaction(async (connection) => {
    await connection.run(`insert into setting values ('test', '1')`)
    await connection.run(`select error('boom')`).catch(() => undefined)
  })

  await expect(work).rejects.toThrow()
  expect(await settings()).toEqual([])
})

test('runs one transaction at a time, in order', async () => {
  const replace = (value: string) =>
    db.writer.withTransaction(async (connection) => {
      await connection.run(`delete from setting where key = 'test'`)
      await connection.run(`insert into setting values ('test', $value)`, { value })
    })

  await Promise.all(['1', '2', '3'].map(replace))

  expect(await settings()).toEqual([['3']])
})

test('a reader sees the old rows or the new ones, never the gap between', async () => {
  await db.writer.withTransaction((connection) =>
    connection.run(`insert into setting values ('test', 'old')`),
  )

  await db.writer.withTransaction(async (connection) => {
    await connection.run(`delete from setting where key = 'test'`)
    expect(await settings()).toEqual([['old']])
    await connection.run(`insert into setting values ('test', 'new')`)
  })

  expect(await settings()).toEqual([['new']])
})

test('remembers every commit beside the database', async () => {
  await db.writer.withTransaction((connection) => connection.run(`insert into setting values ('test', '1')`))
  await db.writer.withTransaction((connection) => connection.run(`delete from setting where key = 'test'`))

  expect(JSON.parse(readFileSync(db.paths.highWater, 'utf8'))).toMatchObject({ commits: 2 })
})
