import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { migrate } from '../db/migrate.ts'

const FOLDER = dirname(fileURLToPath(import.meta.url))

const FixedQuery = z.object({
  name: z.string(),
  sql: z.string(),
  params: z.instanceof(z.ZodObject),
  row: z.instanceof(z.ZodObject),
})

async function fixedQueries() {
  const files = readdirSync(FOLDER).filter((name) => /^[a-z-]+\.ts$/.test(name))
  const modules = await Promise.all(
    files.map(async (name) =>
      Object.entries((await import(/* @vite-ignore */ join(FOLDER, name))) as object),
    ),
  )
  return modules
    .flat()
    .filter(([name]) => name.endsWith('Query'))
    .map(([, value]) => FixedQuery.parse(value))
}

test('every fixed query prepares against the schema, and uses the parameters that it declares', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await migrate(connection)
  const queries = await fixedQueries()

  for (const query of queries) {
    const statement = await connection.prepare(query.sql)
    const used = Array.from({ length: statement.parameterCount }, (_, index) =>
      statement.parameterName(index + 1),
    )
    expect([query.name, used.toSorted()]).toEqual([query.name, Object.keys(query.params.shape).toSorted()])
    const columns = Array.from({ length: statement.columnCount }, (_, index) => statement.columnName(index))
    expect([query.name, columns.toSorted()]).toEqual([query.name, Object.keys(query.row.shape).toSorted()])
  }

  expect(new Set(queries.map(({ name }) => name)).size).toBe(queries.length)
  expect(queries.length).toBeGreaterThan(10)
})
