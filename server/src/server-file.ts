import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { startedAt } from './db/lock.ts'
import { writeFileAtomic } from './files.ts'

/** `<data>/server.json`: how commands find the server that owns the folder. Readable by its owner only. */
const ServerFile = z.object({ pid: z.int(), started: z.string().optional(), url: z.url(), token: z.string() })
export type ServerFile = z.infer<typeof ServerFile>

const path = (dataDir: string) => join(dataDir, 'server.json')

export function writeServerFile(dataDir: string, server: Pick<ServerFile, 'url' | 'token'>): void {
  writeFileAtomic(
    path(dataDir),
    JSON.stringify({ pid: process.pid, started: startedAt(process.pid), ...server }),
  )
}

export function removeServerFile(dataDir: string): void {
  rmSync(path(dataDir), { force: true })
}

/** The live server of the folder, or undefined. A file whose process is gone, or that cannot be read, is stale. */
export function readServerFile(dataDir: string): ServerFile | undefined {
  const server = parse(dataDir)
  return server !== undefined && startedAt(server.pid) === server.started ? server : undefined
}

function parse(dataDir: string): ServerFile | undefined {
  try {
    return ServerFile.parse(JSON.parse(readFileSync(path(dataDir), 'utf8')))
  } catch {
    return undefined
  }
}
