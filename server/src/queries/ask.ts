import type { DuckDBConnection } from '@duckdb/node-api'
import { type DataState, readDataState } from './data-state.ts'

/** What a question is asked of: one connection inside a transaction, so that all its queries see the same data. */
export interface Ask {
  readonly connection: DuckDBConnection
  readonly state: DataState
  readonly now: Date
}

/**
 * Runs a question on one consistent view of the data. `readState` may answer from memory, e.g. by data version.
 * The connection stays open and usable.
 */
export async function withAsk<T>(
  connection: DuckDBConnection,
  now: Date,
  work: (ask: Ask) => Promise<T>,
  readState: (connection: DuckDBConnection, now: Date) => Promise<DataState> = readDataState,
): Promise<T> {
  await connection.run('begin transaction read only')
  try {
    return await work({ connection, now, state: await readState(connection, now) })
  } finally {
    await connection.run('rollback')
  }
}
