import { createHash } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { z } from 'zod'
import type { Db } from './db/open.ts'
import { type Query, runQuery } from './db/query.ts'
import { singleFlight } from './single-flight.ts'

export interface Runner {
  /** Runs unless the last run went by the same; callers at the same time share one run. */
  refresh(): Promise<void>
}

/** What a run goes by: another one of the same `parts` could find nothing else. */
interface Basis<Given> {
  readonly parts: readonly string[]
  readonly given: Given
}

interface Work<Given> {
  read(connection: DuckDBConnection): Promise<Basis<Given>>
  /** The `inputs` of the last run; no row before the first. */
  readonly last: Query<z.ZodObject, z.ZodType<{ inputs: string }>>
  /** Keeps what it finds together with `inputs`, in one transaction. */
  run(connection: DuckDBConnection, inputs: string, given: Given): Promise<void>
}

/** Derives something from the bill whenever that could come out differently: recommendations, anomalies, forecasts. */
export function createRunner<Given>(db: Db, { read, last, run }: Work<Given>): Runner {
  const refresh = singleFlight(async () => {
    const connection = await db.connect()
    try {
      const { parts, given } = await read(connection)
      const inputs = createHash('sha256').update(parts.join('\n')).digest('hex')
      const [before] = await runQuery(connection, last, {})
      if (before?.inputs !== inputs) await run(connection, inputs, given)
    } finally {
      connection.closeSync()
    }
  })
  return { refresh }
}
