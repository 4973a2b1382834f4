import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import type { Db } from '../db/open.ts'
import { Count, type Query, runQuery } from '../db/query.ts'

const TABLES = [
  'import',
  'import_day',
  'import_finding',
  'import_reject',
  'cost_fact',
  'dimension_value',
  'restatement',
  'metric_day',
  'inventory',
  'invoice',
  'business_unit',
  'exchange_rate',
  'anomaly',
  'anomaly_event',
  'detector_run',
  'forecast_run',
  'report_run',
  'report_note',
] as const

export const demoStateQuery = {
  name: 'ingest.demo-state',
  sql: `select value from setting where key = 'demo'`,
  params: z.object({}),
  row: z.object({ value: z.enum(['true', 'loading', 'false']) }),
} satisfies Query<z.ZodType, z.ZodType>

export const importCountQuery = {
  name: 'ingest.import-count',
  sql: 'select count(*) as imports from import',
  params: z.object({}),
  row: z.object({ imports: Count }),
} satisfies Query<z.ZodType, z.ZodType>

async function reading<T>(db: Db, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const connection = await db.connect()
  try {
    return await work(connection)
  } finally {
    connection.closeSync()
  }
}

export async function demoState(db: Db): Promise<'true' | 'loading' | 'false'> {
  const [row] = await reading(db, (connection) => runQuery(connection, demoStateQuery, {}))
  return row?.value ?? 'false'
}

/** True while the folder holds the demo company, whole or half-loaded. */
export async function isDemo(db: Db): Promise<boolean> {
  return (await demoState(db)) !== 'false'
}

export async function isEmpty(db: Db): Promise<boolean> {
  const [row] = await reading(db, (connection) => runQuery(connection, importCountQuery, {}))
  return (row?.imports ?? 0) === 0
}

export async function markDemo(db: Db, state: 'true' | 'loading' | 'false'): Promise<void> {
  await db.writer.withTransaction((connection) => setState(connection, state))
}

/** Removes the demo company: every table in one transaction, then the files, which nothing names any more. */
export async function clearDemo(db: Db): Promise<void> {
  await db.writer.withTransaction(async (connection) => {
    for (const table of TABLES) await connection.run(`delete from ${table}`)
    await setState(connection, 'false')
  })
  await db.writer.paused(async () => {
    for (const folder of [
      db.paths.lake,
      db.paths.lakeOld,
      db.paths.rejects,
      join(db.paths.staging, 'held'),
    ]) {
      emptyFolder(folder)
    }
  })
}

function emptyFolder(folder: string): void {
  for (const name of entriesOf(folder)) rmSync(join(folder, name), { recursive: true, force: true })
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

async function setState(connection: DuckDBConnection, state: string): Promise<void> {
  await connection.run(`insert or replace into setting values ('demo', $state)`, { state })
}
