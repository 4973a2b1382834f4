import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { makeFolder } from '../files.ts'

/**
 * The lock of a data folder, held for the life of the process. DuckDB's own lock is not enough: any open and close of
 * the database file inside the process that holds it drops it.
 */
const Holder = z.object({ pid: z.int(), started: z.string() })

export interface FolderLock {
  release(): void
}

/** Takes the folder or throws IN_USE naming the process that has it. A lock whose process is gone is taken over. */
export function lockFolder(root: string): FolderLock {
  const path = join(root, 'outlay.lock')
  makeRoot(root)
  for (let attempt = 0; attempt < 2; attempt += 1) {
    if (tryCreate(path)) return { release: () => unlinkSync(path) }
    const holder = readHolder(path)
    if (holder !== undefined && holder.started === startedAt(holder.pid)) {
      throw new AppError(
        'IN_USE',
        `The data folder ${root} is in use by process ${holder.pid}. Stop it, or use another --data-dir.`,
      )
    }
    unlinkSync(path)
  }
  throw new AppError('IN_USE', `The data folder ${root} is being opened by another process; try again.`)
}

function makeRoot(root: string): void {
  try {
    makeFolder(root)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new AppError(
      'CANNOT_WRITE',
      `Cannot make the data folder ${root} (${code}). Use another --data-dir.`,
      { cause },
    )
  }
}

function tryCreate(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600)
    writeSync(file, JSON.stringify({ pid: process.pid, started: startedAt(process.pid) }))
    closeSync(file)
    return true
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code === 'EEXIST') return false
    throw new AppError(
      'CANNOT_WRITE',
      `Cannot write ${path} (${code}). Check the folder's owner and free space.`,
      {
        cause,
      },
    )
  }
}

function readHolder(path: string): z.infer<typeof Holder> | undefined {
  try {
    return Holder.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // A torn or vanished lock file has no holder.
    return undefined
  }
}

/** When the process started, in its system's own words: a pid alone may have been given to another process since. */
export function startedAt(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}
