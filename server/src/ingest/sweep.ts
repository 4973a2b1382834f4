import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/open.ts'
import { runQuery } from '../db/query.ts'
import { moveLakeFile, removeLakeFile, sidecar } from './apply/lake.ts'
import { claimLake, databaseId, OWNER } from './apply/lake-owner.ts'
import { heldFolder, newLakeFile } from './apply/landing.ts'
import { type LedgerRow, ledgerQuery } from './apply/ledger.ts'
import { disposable } from './apply/retention.ts'

export interface SweepOptions {
  readonly clock: Clock
  /** Ids of deliveries that are being staged or wait to be applied. */
  readonly keep?: readonly string[]
  /** A staged delivery that nobody named is left alone for this long: another process may be at work on it. */
  readonly staleMs?: number
}

export interface SweepReport {
  /** Files that nothing in the ledger names. */
  readonly removed: readonly string[]
  /** Superseded files that had stayed in the lake, and files in force that had left it. */
  readonly moved: readonly string[]
  /** Imports in force whose file is gone: their facts stand, their lines do not. */
  readonly missing: readonly string[]
}

const HOUR_MS = 3_600_000

/**
 * Brings the data folder in line with the ledger: what a killed process left behind goes, what it did not finish is
 * finished. Runs at start, inside the writer's queue so that no import is half-way.
 * @throws DAMAGED when the lake belongs to another database: its files would all look like orphans
 */
export async function sweep(db: Db, options: SweepOptions): Promise<SweepReport> {
  return db.writer.paused(async () => {
    const connection = await db.connect()
    const ledger = await runQuery(connection, ledgerQuery, {})
    const database = await databaseId(connection)
    connection.closeSync()
    claimLake(db.paths, database, ledger.length > 0)
    const inForce = new Set(pathsOf(ledger, ['counted', 'side']))
    const known = new Set(pathsOf(ledger, ['counted', 'side', 'superseded']))
    const missing = ledger.filter(
      (row) => isInForce(row) && row.lake_files.some((path) => !isThere(db, path)),
    )
    return {
      moved: [...returnToLake(db, inForce), ...leaveLake(db, inForce, known)],
      removed: [
        ...removeOrphans(db, known),
        ...removeOldVersions(db, ledger, inForce, options.clock()),
        ...removeHeldOrphans(db, ledger),
        ...removeStaged(db, options),
        ...removeDrafts(db),
      ],
      missing: missing.map((row) => row.id),
    }
  })
}

function isInForce(row: LedgerRow): boolean {
  return row.state === 'counted' || row.state === 'side'
}

function pathsOf(ledger: readonly LedgerRow[], states: readonly LedgerRow['state'][]): string[] {
  return ledger.filter((row) => states.includes(row.state)).flatMap((row) => row.lake_files)
}

function isThere({ paths }: Db, path: string): boolean {
  return existsSync(join(paths.lake, path)) || existsSync(join(paths.lakeOld, path))
}

/** After a restore an older import may be in force again. */
function returnToLake({ paths }: Db, inForce: ReadonlySet<string>): string[] {
  const away = [...inForce].filter(
    (path) => !existsSync(join(paths.lake, path)) && existsSync(join(paths.lakeOld, path)),
  )
  for (const path of away) moveLakeFile(path, paths.lakeOld, paths.lake)
  return away
}

function leaveLake({ paths }: Db, inForce: ReadonlySet<string>, known: ReadonlySet<string>): string[] {
  const superseded = filesIn(paths.lake).filter((path) => known.has(path) && !inForce.has(path))
  for (const path of superseded) moveLakeFile(path, paths.lake, paths.lakeOld)
  return superseded
}

function removeOrphans({ paths }: Db, known: ReadonlySet<string>): string[] {
  const sidecars = new Set([...known].map(sidecar))
  const orphans = filesIn(paths.lake).filter(
    (path) => path !== OWNER && !known.has(path) && !sidecars.has(path),
  )
  for (const path of orphans) rmSync(join(paths.lake, path), { force: true })
  return orphans
}

function removeOldVersions(
  { paths }: Db,
  ledger: readonly LedgerRow[],
  inForce: ReadonlySet<string>,
  now: Date,
): string[] {
  const old = disposable(ledger, now).filter(
    (path) => !inForce.has(path) && existsSync(join(paths.lakeOld, path)),
  )
  for (const path of old) removeLakeFile(path, paths.lakeOld)
  return old
}

function removeHeldOrphans({ paths }: Db, ledger: readonly LedgerRow[]): string[] {
  const held = ledger.filter((row) => row.state === 'held').map(newLakeFile)
  const names = new Set([...held, ...held.map(sidecar)])
  const folder = heldFolder(paths)
  const orphans = filesIn(folder).filter((path) => !names.has(path))
  for (const path of orphans) rmSync(join(folder, path), { force: true })
  return orphans
}

function removeStaged({ paths }: Db, { clock, keep = [], staleMs = HOUR_MS }: SweepOptions): string[] {
  const names = readdirSync(paths.staging).filter((name) => name !== 'held' && !keep.includes(name))
  const stale = names.filter(
    (name) => clock().getTime() - statSync(join(paths.staging, name)).mtimeMs >= staleMs,
  )
  for (const name of stale) rmSync(join(paths.staging, name), { recursive: true, force: true })
  return stale
}

/** Drafts of atomic writes beside the database. */
function removeDrafts({ paths }: Db): string[] {
  const drafts = readdirSync(paths.root).filter((name) => /\.(tmp|new-\d+(\.wal)?)$/.test(name))
  for (const name of drafts) rmSync(join(paths.root, name), { force: true })
  return drafts
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}
