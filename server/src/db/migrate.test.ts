import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { migrate } from './migrate.ts'

const first = { version: 1, name: '0001-a', sql: 'create table a (x integer)' }
const second = { version: 2, name: '0002-b', sql: 'create table b (x integer)' }

async function memory() {
  const instance = await DuckDBInstance.create(':memory:')
  return instance.connect()
}

test('applies what is missing, once and in order', async () => {
  const connection = await memory()

  await migrate(connection, [first])
  await migrate(connection, [first, second])
  await migrate(connection, [first, second])

  const reader = await connection.runAndReadAll('select name from schema_version order by version')
  expect(reader.getRowsJson()).toEqual([['0001-a'], ['0002-b']])
})

test('refuses a folder of a newer version', async () => {
  const connection = await memory()
  await migrate(connection, [first, second])

  await expect(migrate(connection, [first])).rejects.toMatchObject({ code: 'NEWER_VERSION', exitCode: 76 })
})

test('refuses a migration that changed after it landed', async () => {
  const connection = await memory()
  await migrate(connection, [first])

  await expect(migrate(connection, [{ ...first, sql: 'create table a (y integer)' }])).rejects.toMatchObject({
    code: 'DAMAGED',
  })
})

test('leaves nothing behind when a migration fails half-way', async () => {
  const connection = await memory()
  const broken = {
    version: 2,
    name: '0002-b',
    sql: 'create table b (x integer); insert into nowhere values (1)',
  }

  await expect(migrate(connection, [first, broken])).rejects.toMatchObject({ code: 'INTERNAL' })

  const reader = await connection.runAndReadAll(
    `select count(*)::integer from duckdb_tables() where table_name = 'b'`,
  )
  expect(reader.getRowsJson()).toEqual([[0]])
})
