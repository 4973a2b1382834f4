import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { type DataPaths, type Db, dataPaths, type OpenOptions, openDb } from '../db/open.ts'
import { runQuery } from '../db/query.ts'
import { AppError } from '../errors.ts'
import { insertDays } from './apply/days.ts'
import { databaseId, takeLake } from './apply/lake-owner.ts'
import { heldFolder, newLakeFile, writeLedger } from './apply/landing.ts'
import { LedgerFile, type LedgerRow, ledgerQuery } from './apply/ledger.ts'
import type { FactOptions } from './apply/options.ts'
import { refreshAll } from './apply/settings.ts'
import { SIDE_TABLES } from './apply/side-tables.ts'
import { isSideKind, pruneMetrics, putSideInForce } from './apply/sides.ts'

export interface RebuildReport {
  /** Imports whose ledger rows came back from the files beside the lake. */
  readonly adopted: number
  readonly imports: number
  readonly facts: number
  /** Imports in force without their lake file: they cannot be rebuilt, and are out of force now. */
  readonly missing: readonly string[]
}

/**
 * Makes days, facts, dimension values and side tables anew from the lake; ledger and app state are kept. In an empty
 * database the ledger comes back first, from the JSON files beside the lake files.
 */
export async function rebuild(db: Db, options: FactOptions): Promise<RebuildReport> {
  const { report, database } = await db.writer.withTransaction(async (connection) => {
    const before = await runQuery(connection, ledgerQuery, {})
    const adopted = before.length === 0 ? await adoptLedger(connection, db.paths) : 0
    const ledger = adopted > 0 ? await runQuery(connection, ledgerQuery, {}) : before
    const missing = await dropMissing(connection, db.paths, ledger)
    const inForce = ledger.filter((row) => isInForce(row) && !missing.includes(row.id)).toReversed()
    await rebuildSides(connection, db.paths, inForce, options)
    await connection.run('delete from import_day')
    for (const row of inForce.filter(({ kind }) => kind === 'costs')) {
      await insertDays(
        connection,
        row.id,
        row.lake_files.map((path) => join(db.paths.lake, path)),
      )
    }
    await connection.run('delete from cost_fact')
    await connection.run('delete from bill_month')
    await connection.run('delete from dimension_value')
    await refreshAll(connection, db.paths, options)
    const reader = await connection.runAndReadAll('select count(*)::integer from cost_fact')
    const facts = Number(reader.getRowsJson()[0]?.[0])
    return {
      report: { adopted, imports: inForce.length, facts, missing },
      database: await databaseId(connection),
    }
  })
  // Only now: a lake that an empty ledger owned would be swept clean.
  takeLake(db.paths, database)
  await db.writer.checkpoint()
  return report
}

/**
 * Opens a data folder whose database is missing or damaged: what is left of it moves to `damaged-<time>/`, a new one is
 * made and its ledger and facts come back from the lake. Budgets, statuses and settings are in backups only.
 */
export async function rebuildFolder(
  root: string,
  options: FactOptions & { readonly open?: OpenOptions },
): Promise<{ db: Db; report: RebuildReport; movedTo: string | null }> {
  let db: Db
  let movedTo: string | null = null
  try {
    db = await openDb(root, options.open)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'DAMAGED') throw error
    movedTo = moveAside(root, options.clock())
    db = await openDb(root, options.open)
  }
  return { db, report: await rebuild(db, options), movedTo }
}

function moveAside(root: string, now: Date): string {
  const paths = dataPaths(root)
  const folder = join(root, `damaged-${now.toISOString().replaceAll(/[:.]/g, '-')}`)
  mkdirSync(folder, { recursive: true })
  for (const path of [paths.file, `${paths.file}.wal`, paths.highWater]) {
    if (existsSync(path)) renameSync(path, join(folder, basename(path)))
  }
  return folder
}

/** A ledger row is in force when no other file says that it took its place. */
async function adoptLedger(connection: DuckDBConnection, paths: DataPaths): Promise<number> {
  const inLake = readLedgerFiles(paths.lake)
  const superseded = new Set(inLake.flatMap(({ supersedes }) => supersedes))
  const held = readLedgerFiles(heldFolder(paths)).filter(({ row }) => !superseded.has(row.id))
  const old = readLedgerFiles(paths.lakeOld)
  const known = new Map<string, LedgerFile>()
  for (const file of old) known.set(file.row.id, withState(file, 'superseded'))
  for (const file of held) known.set(file.row.id, withState(file, 'held'))
  for (const file of inLake) {
    known.set(file.row.id, withState(file, superseded.has(file.row.id) ? 'superseded' : 'side'))
  }
  const files = [...known.values()].toSorted((a, b) => a.row.seq - b.row.seq)
  for (const { row, findings } of files) {
    await writeLedger(connection, { row, findings, rejects: [], supersedes: [] })
  }
  return files.length
}

function withState(file: LedgerFile, state: LedgerRow['state']): LedgerFile {
  const counted = state === 'side' && isSideKind(file.row.kind) ? 'counted' : state
  const superseded_at = state === 'superseded' ? file.row.created_at : null
  return { ...file, row: { ...file.row, state: counted, superseded_at } }
}

function readLedgerFiles(folder: string): LedgerFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.json') && existsSync(join(folder, name.replace(/json$/, 'parquet'))))
    .map((name) => LedgerFile.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
}

function isInForce(row: LedgerRow): boolean {
  return row.state === 'counted' || row.state === 'side'
}

async function dropMissing(
  connection: DuckDBConnection,
  paths: DataPaths,
  ledger: readonly LedgerRow[],
): Promise<string[]> {
  const missing = ledger.filter(
    (row) => isInForce(row) && row.lake_files.some((path) => !existsSync(join(paths.lake, path))),
  )
  for (const row of missing) {
    await connection.run(`update import set state = 'failed', message = $message where id = $id`, {
      id: row.id,
      message: `Its lake file ${newLakeFile(row)} is gone. Import it again.`,
    })
  }
  return missing.map((row) => row.id)
}

async function rebuildSides(
  connection: DuckDBConnection,
  paths: DataPaths,
  inForce: readonly LedgerRow[],
  options: FactOptions,
): Promise<void> {
  for (const { table } of Object.values(SIDE_TABLES)) {
    await connection.run(`delete from ${table}`)
  }
  for (const row of inForce) {
    if (isSideKind(row.kind))
      await putSideInForce(connection, row.kind, row.id, join(paths.lake, newLakeFile(row)))
  }
  await pruneMetrics(connection, options.clock())
}
