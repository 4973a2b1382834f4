import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** Where a unit's file lives, relative to `lake/` (and to `lake-old/` once it is superseded). */
export function lakeFile(unit: { provider: string; billingPeriod: string }, importId: string): string {
  return `provider=${escapeValue(unit.provider)}/billing_period=${escapeValue(unit.billingPeriod)}/${importId}.parquet`
}

/** The ledger row beside a lake file. */
export function sidecar(lakePath: string): string {
  return lakePath.replace(/\.parquet$/, '.json')
}

/** Hive's escaping of a partition value: nothing in it may be read as a path. */
export function escapeValue(value: string): string {
  return encodeURIComponent(value).replaceAll('.', '%2E')
}

/**
 * Gives a finished file a second name, durable before it returns. A link and not a rename: what is staged stays whole
 * until the transaction has committed, and a failed one leaves it as it was.
 */
export function linkDurably(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  syncPath(from)
  try {
    linkSync(from, to)
  } catch {
    // File systems without hard links, or two of them: copy under a temporary name, then rename.
    const draft = `${to}.${process.pid}.tmp`
    copyFileSync(from, draft)
    syncPath(draft)
    renameSync(draft, to)
  }
  syncPath(dirname(to))
}

/** Moves a lake file and its ledger row between `lake/` and `lake-old/`; what is not there is left out. */
export function moveLakeFile(path: string, from: string, to: string): void {
  for (const name of [path, sidecar(path)]) {
    if (!existsSync(join(from, name))) continue
    mkdirSync(dirname(join(to, name)), { recursive: true })
    renameSync(join(from, name), join(to, name))
  }
}

export function removeLakeFile(path: string, folder: string): void {
  for (const name of [path, sidecar(path)]) rmSync(join(folder, name), { force: true })
}

export function syncPath(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
