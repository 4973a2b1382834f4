import { randomUUID } from 'node:crypto'
import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readServerFile } from '../server-file.ts'
import { type Check, failed, ok, warning } from './check.ts'

const CANNOT_WRITE = 73
const FREE_BYTES_MIN = 1024 ** 3
const SUBJECT = 'data-folder'

interface Deps {
  /** Free bytes for an ordinary user on the file system of a folder. */
  readonly freeBytes?: (folder: string) => number
}

/** The folder, or where it will be made: writable, with room, and who owns it. Never opens the database. */
export function checkFolder(dataDir: string, { freeBytes = freeBytesOf }: Deps = {}): Check[] {
  const folder = nearest(dataDir)
  return [writable(folder, dataDir), room(folder, freeBytes), owner(dataDir)]
}

function writable(folder: string, dataDir: string): Check {
  const probe = join(folder, `.outlay-doctor-${randomUUID()}`)
  try {
    writeFileSync(probe, '')
    rmSync(probe)
    const message = folder === dataDir ? `${dataDir} can be written` : `${dataDir} will be made in ${folder}`
    return ok({ subject: SUBJECT, check: 'writable', message })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    const message = `${folder} cannot be written (${code})`
    return failed(
      { subject: SUBJECT, check: 'writable', message },
      'Give the folder to the user that runs Outlay, or name another with --data-dir.',
      CANNOT_WRITE,
    )
  }
}

function room(folder: string, freeBytes: (folder: string) => number): Check {
  const free = freeBytes(folder)
  const message = `${(free / 1024 ** 3).toFixed(1)} GiB free`
  const found = { subject: SUBJECT, check: 'room', message }
  return free >= FREE_BYTES_MIN
    ? ok(found)
    : warning(
        found,
        'An import needs three times the size of its files. Free space, or move the data folder.',
      )
}

function owner(dataDir: string): Check {
  const server = readServerFile(dataDir)
  const message =
    server === undefined ? 'no server runs on it' : `the server ${server.url} (process ${server.pid}) owns it`
  return ok({ subject: SUBJECT, check: 'owner', message })
}

function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path))
}

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
