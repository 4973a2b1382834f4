import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import type { Clock } from '../clock.ts'
import { type DataPaths, dataPaths } from '../db/open.ts'
import { AppError } from '../errors.ts'
import { type BackupManifest, DATABASE, readManifest, readVerifiedHash } from './apply/backup-folder.ts'
import { moveLakeFile, syncPath } from './apply/lake.ts'
import { OWNER } from './apply/lake-owner.ts'
import { hashFile } from './apply/verify-copy.ts'
import { copyFile, listBackups } from './backup.ts'

export interface RestoreReport {
  readonly from: string
  readonly createdAt: string
  /** Where the database of before lies, and the lake files that the backup does not know: import them again. */
  readonly movedTo: string
  readonly movedFiles: readonly string[]
  /** Lake files that the backup lists and that are not here: copy them into `lake/`. */
  readonly missing: readonly string[]
}

/**
 * Puts a verified backup in the place of the database; `from` is its folder, or one with several, of which the newest is
 * taken. The caller holds the folder's lock and has no database open.
 * @throws NOT_FOUND without a verified backup, DAMAGED when the backup has changed since it was verified
 */
export async function restore(
  root: string,
  from: string,
  { clock }: { readonly clock: Clock },
): Promise<RestoreReport> {
  const folder = existsSync(join(from, DATABASE)) ? from : listBackups(from)[0]?.folder
  if (folder === undefined) throw new AppError('NOT_FOUND', `${from} holds no verified backup.`)
  const manifest = readManifest(folder)
  if ((await hashFile(join(folder, DATABASE))) !== readVerifiedHash(folder)) {
    throw new AppError(
      'DAMAGED',
      `${join(folder, DATABASE)} has changed since it was verified. Use another backup.`,
    )
  }
  const paths = dataPaths(root)
  mkdirSync(paths.lake, { recursive: true })
  const draft = `${paths.file}.new-${process.pid}`
  await copyFile(join(folder, DATABASE), draft)
  syncPath(draft)
  const movedTo = join(root, `before-restore-${clock().toISOString().replaceAll(/[:.]/g, '-')}`)
  moveDatabase(paths, movedTo)
  renameSync(draft, paths.file)
  const highWater = join(folder, basename(paths.highWater))
  if (existsSync(highWater)) await copyFile(highWater, paths.highWater)
  syncPath(root)
  rmSync(join(paths.lake, OWNER), { force: true })
  return { from: folder, createdAt: manifest.createdAt, movedTo, ...sortLake(paths, manifest, movedTo) }
}

function moveDatabase(paths: DataPaths, to: string): void {
  mkdirSync(to, { recursive: true })
  // What collectors remember belongs to that database: without it they read again what the older one lacks.
  const collected = join(paths.root, 'collectors')
  for (const path of [paths.file, `${paths.file}.wal`, paths.highWater, collected]) {
    if (existsSync(path)) renameSync(path, join(to, basename(path)))
  }
}

/** Lake files of later imports would look like orphans: they wait beside the database of before. */
function sortLake(paths: DataPaths, manifest: BackupManifest, movedTo: string) {
  const listed = new Set(manifest.lake.map(({ path }) => path))
  const present = readdirSync(paths.lake, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.parquet'))
    .map((entry) => relative(paths.lake, join(entry.parentPath, entry.name)))
  const movedFiles = present.filter((path) => !listed.has(path))
  for (const path of movedFiles) moveLakeFile(path, paths.lake, join(movedTo, 'lake'))
  for (const path of listed) {
    if (present.includes(path) || !existsSync(join(paths.lakeOld, path))) continue
    mkdirSync(dirname(join(paths.lake, path)), { recursive: true })
    moveLakeFile(path, paths.lakeOld, paths.lake)
  }
  const missing = [...listed].filter((path) => !existsSync(join(paths.lake, path)))
  return { movedFiles, missing }
}
