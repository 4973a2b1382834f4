import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { writeFileAtomic } from '../files.ts'

/**
 * A side-car that remembers the last commit. DuckDB opens a file whose write-ahead log is missing, foreign or has a
 * damaged header without a word and without the rows in it; the side-car is how we notice.
 */
const HighWater = z.object({ database: z.string(), commits: z.int() })

const Setting = z.array(z.object({ value: z.string() }))

async function read(connection: DuckDBConnection, key: string): Promise<string | undefined> {
  const reader = await connection.runAndReadAll('select value from setting where key = $key', { key })
  return Setting.parse(reader.getRowObjectsJson())[0]?.value
}

/** Throws DAMAGED when the database is behind the side-car or is another database. */
export async function checkHighWater(connection: DuckDBConnection, path: string): Promise<void> {
  if ((await read(connection, 'database_id')) === undefined) {
    await connection.run(`insert into setting values ('database_id', $id), ('commits', '0')`, {
      id: randomUUID(),
    })
  }
  if (!existsSync(path)) return
  const known = HighWater.parse(JSON.parse(readFileSync(path, 'utf8')))
  const database = await read(connection, 'database_id')
  const commits = Number(await read(connection, 'commits'))
  if (known.database !== database || commits < known.commits) {
    throw new AppError(
      'DAMAGED',
      `The database has ${commits} commits, ${path} remembers ${known.commits}: committed data is gone. Run "pnpm outlay restore" or "pnpm outlay rebuild".`,
    )
  }
}

/** Counts a commit, inside its transaction. Returns what to remember once it is durable. */
export async function countCommit(connection: DuckDBConnection): Promise<string> {
  await connection.run(`update setting set value = (value::bigint + 1)::varchar where key = 'commits'`)
  const database = (await read(connection, 'database_id')) ?? ''
  return JSON.stringify({ database, commits: Number(await read(connection, 'commits')) })
}

export function remember(path: string, text: string): void {
  writeFileAtomic(path, text)
}
