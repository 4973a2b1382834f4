import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { promisify } from 'node:util'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/open.ts'
import { AppError } from '../errors.ts'
import { writeFileAtomic } from '../files.ts'
import { type BackupManifest, DATABASE, MANIFEST, readManifest, VERIFIED } from './apply/backup-folder.ts'
import { syncPath } from './apply/lake.ts'
import { readFigures, verifyCopy } from './apply/verify-copy.ts'

const run = promisify(execFile)

export interface BackupReport {
  readonly folder: string
  readonly bytes: number
  readonly createdAt: string
  /** Number of lake files that the backup lists; the lake itself is copied by the operator's own means. */
  readonly lakeFiles: number
}

/**
 * Copies the database into a folder of its own below `to` while nothing is written, opens the copy read-only in a child
 * process and compares it, month by month, with the ledger; only then it is marked `.verified`. The lake is listed: its
 * files never change, so that any copy of them will do.
 * @throws CANNOT_WRITE when the copy fails, DAMAGED when it does not hold what the ledger says
 */
export async function backup(
  db: Db,
  to: string,
  { clock }: { readonly clock: Clock },
): Promise<BackupReport> {
  const createdAt = clock().toISOString()
  const folder = join(to, `outlay-${createdAt.replaceAll(/[:.]/g, '-')}`)
  const draft = `${folder}.partial`
  dropDrafts(to)
  mkdirSync(draft, { recursive: true })
  const { manifest } = await db.writer.paused(async () => {
    const connection = await db.connect()
    const figures = await readFigures(connection)
    connection.closeSync()
    await copyFile(db.paths.file, join(draft, DATABASE))
    if (existsSync(db.paths.highWater))
      await copyFile(db.paths.highWater, join(draft, basename(db.paths.highWater)))
    const manifest: BackupManifest = { version: 1, createdAt, figures, lake: listLake(db.paths.lake) }
    return { manifest }
  })
  writeFileAtomic(join(draft, MANIFEST), JSON.stringify(manifest))
  syncPath(join(draft, DATABASE))
  const sha256 = await verifyCopy(join(draft, DATABASE), manifest.figures)
  writeFileAtomic(join(draft, VERIFIED), JSON.stringify({ sha256 }))
  renameSync(draft, folder)
  return { folder, createdAt, bytes: statSync(join(folder, DATABASE)).size, lakeFiles: manifest.lake.length }
}

/** What a backup left that was killed: never verified, and as large as the database. */
function dropDrafts(to: string): void {
  if (!existsSync(to)) return
  for (const name of readdirSync(to))
    if (/^outlay-.*\.partial$/.test(name)) rmSync(join(to, name), { recursive: true, force: true })
}

/** Verified backups below `to`, newest first. */
export function listBackups(to: string): BackupReport[] {
  if (!existsSync(to)) return []
  return readdirSync(to)
    .filter((name) => name.startsWith('outlay-') && existsSync(join(to, name, VERIFIED)))
    .toSorted()
    .toReversed()
    .map((name) => {
      const folder = join(to, name)
      const { createdAt, lake } = readManifest(folder)
      return { folder, createdAt, bytes: statSync(join(folder, DATABASE)).size, lakeFiles: lake.length }
    })
}

/** In a child: opening and closing the database file in this process would drop its lock. */
export async function copyFile(from: string, to: string): Promise<void> {
  const flags = process.platform === 'linux' ? ['--reflink=auto'] : []
  try {
    await run('cp', [...flags, '--', from, to])
  } catch (cause) {
    throw new AppError(
      'CANNOT_WRITE',
      `${from} could not be copied to ${to}. Check the folder and its free space.`,
      { cause },
    )
  }
}

function listLake(lake: string): BackupManifest['lake'] {
  return readdirSync(lake, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.parquet'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(lake, path), bytes: statSync(path).size }))
}
