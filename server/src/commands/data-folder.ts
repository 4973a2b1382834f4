import { lockFolder } from '../db/lock.ts'
import { type Db, openDb } from '../db/open.ts'
import { AppError } from '../errors.ts'
import { refreshFacts } from '../ingest/refresh.ts'
import { sweep } from '../ingest/sweep.ts'
import { readServerFile, type ServerFile } from '../server-file.ts'
import type { CommandContext } from './command.ts'

export interface Ways<T> {
  /** While a server owns the folder, it does the work. */
  viaServer(server: ServerFile): Promise<T>
  direct(db: Db): Promise<T>
}

/** Does a piece of work on the data folder, through its server when one runs. */
export async function onDataFolder<T>(context: CommandContext, ways: Ways<T>): Promise<T> {
  const server = readServerFile(context.dataDir)
  return server === undefined ? owningFolder(context, ways.direct) : ways.viaServer(server)
}

/** Takes the folder for itself. Throws IN_USE (75) while a server or another command has it. */
export async function owningFolder<T>(context: CommandContext, work: (db: Db) => Promise<T>): Promise<T> {
  refuseServer(context)
  const lock = lockFolder(context.dataDir)
  try {
    const db = await openDb(context.dataDir)
    try {
      await makeReady(db, context)
      return await work(db)
    } finally {
      await db.close()
    }
  } finally {
    lock.release()
  }
}

/** What a server does at its start as well: what a killed process left goes, facts follow the settings. */
async function makeReady(db: Db, { clock, config }: CommandContext): Promise<void> {
  await sweep(db, { clock })
  await refreshFacts(db, {
    clock,
    promoted: config.tags.promote,
    teams: config.teams,
    allocation: config.allocation,
  })
}

/** Throws IN_USE (75) while a server owns the folder. */
export function refuseServer({ dataDir }: CommandContext): void {
  const server = readServerFile(dataDir)
  if (server === undefined) return
  throw new AppError(
    'IN_USE',
    `The server ${server.url} (process ${server.pid}) owns ${dataDir}. Stop it first.`,
  )
}
