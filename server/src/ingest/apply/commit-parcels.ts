import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import type { Db } from '../../db/open.ts'
import { Count, type Query, runQuery } from '../../db/query.ts'
import type { Undo } from './context.ts'
import { type Parcel, retire } from './landing.ts'
import type { ApplyOptions } from './options.ts'

interface Work<T> {
  readonly parcels: readonly Parcel[]
  /** Ids of the ledger rows that the transaction writes. */
  readonly ids: readonly string[]
  readonly result: T
}

/** Carries the result of a dry run out of the transaction that it rolls back. */
class DryRun<T> extends Error {
  override readonly name = 'DryRun'
  readonly result: T

  constructor(result: T) {
    super('dry run')
    this.result = result
  }
}

/**
 * Runs `work` in the writer's transaction and cleans up behind it: after a commit what is superseded leaves the lake,
 * after a failure what was laid down is taken back. A dry run does all of the work and rolls it back.
 */
export async function commitParcels<T>(
  db: Db,
  options: ApplyOptions,
  work: (connection: DuckDBConnection, undo: Undo[]) => Promise<Work<T>>,
): Promise<T> {
  const undo: Undo[] = []
  let ids: readonly string[] = []
  let done: Work<T>
  try {
    done = await db.writer.withTransaction(async (connection) => {
      const finished = await work(connection, undo)
      if (options.dryRun === true) throw new DryRun(finished.result)
      ids = finished.ids
      return finished
    })
  } catch (error) {
    if (ids.length === 0 || !(await mayBeCommitted(db, ids))) for (const step of undo.toReversed()) step()
    if (error instanceof DryRun) return error.result as T
    throw error
  }
  options.onStage?.('committed')
  retire(done.parcels, db.paths)
  options.onStage?.('lake-old moved')
  await db.writer.checkpoint()
  options.onStage?.('checkpointed')
  return done.result
}

/** An error at or after COMMIT does not say which way it went; when nobody can tell, the files stay for sweep. */
async function mayBeCommitted(db: Db, ids: readonly string[]): Promise<boolean> {
  try {
    const connection = await db.connect()
    const [row] = await runQuery(connection, knownQuery, { ids: ids.join(',') })
    connection.closeSync()
    return (row?.known ?? 0) > 0
  } catch {
    return true
  }
}

const knownQuery = {
  name: 'ingest.known-imports',
  sql: `select count(*) as known from import where list_contains(string_split($ids, ','), id)`,
  params: z.object({ ids: z.string() }),
  row: z.object({ known: Count }),
} satisfies Query<z.ZodType, z.ZodType>
