import { existsSync, readdirSync } from 'node:fs'
import { type Db, openDb } from '@outlay/server/db/open'
import { runQuery } from '@outlay/server/db/query'
import { filesIn } from '@outlay/server/ingest/apply/harness'
import { type LedgerRow, ledgerQuery } from '@outlay/server/ingest/apply/ledger'
import { figuresQuery } from '@outlay/server/ingest/apply/verify-copy'
import { sweep } from '@outlay/server/ingest/sweep'
import { expect } from 'vitest'

/** Opens a folder that a killed process left as the next start would, and sweeps away whatever is stale. */
export async function reopened<T>(root: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = await openDb(root)
  try {
    await sweep(db, {
      clock: () => new Date('2026-08-10T12:00:00Z'),
      staleMs: Number.NEGATIVE_INFINITY,
    })
    return await work(db)
  } finally {
    await db.close()
  }
}

/** BilledCost in cents by billing account, as the facts have it. */
export async function factCents(db: Db): Promise<Record<string, number>> {
  const rows = await select(
    db,
    'select billing_account, (sum(billed) * 100)::bigint::varchar from cost_fact group by billing_account',
  )
  return Object.fromEntries(rows.map(([account, cents]) => [String(account), Number(cents)]))
}

/** Ledger = lake = facts, one import in force a unit, on disk exactly what the ledger names. Returns the ledger. */
export async function checkLedger(db: Db): Promise<readonly LedgerRow[]> {
  const connection = await db.connect()
  const ledger = await runQuery(connection, ledgerQuery, {})
  const figures = await runQuery(connection, figuresQuery, {})
  connection.closeSync()
  for (const row of figures) {
    expect([row.lines, row.billed]).toEqual([row.ledger_lines, row.ledger_billed])
  }
  const inForce = ledger.filter((row) => row.state === 'counted')
  expect(new Set(inForce.map((row) => row.billing_account)).size).toBe(inForce.length)
  const named = inForce.flatMap((row) => row.lake_files)
  expect(filesIn(db.paths.lake)).toEqual(
    named.flatMap((path) => [path.replace('.parquet', '.json'), path]).toSorted(),
  )
  expect(await lakeBilled(db, named.length)).toEqual(await factBilled(db))
  expect(readdirSync(db.paths.staging).filter((name) => name !== 'held')).toEqual([])
  expect(existsSync(`${db.paths.highWater}.tmp`)).toBe(false)
  return ledger
}

function factBilled(db: Db): Promise<unknown[][]> {
  return select(db, 'select sum(billed)::varchar from cost_fact')
}

/** As any other engine would read it: every file below the lake counts. */
async function lakeBilled(db: Db, files: number): Promise<unknown[][]> {
  if (files === 0) return [[null]]
  return select(
    db,
    `select sum("BilledCost")::decimal(38, 14)::varchar
     from read_parquet('${db.paths.lake}/**/*.parquet', union_by_name = true)`,
  )
}

async function select(db: Db, sql: string): Promise<unknown[][]> {
  const connection = await db.connect()
  try {
    return (await connection.runAndReadAll(sql)).getRowsJson()
  } finally {
    connection.closeSync()
  }
}
