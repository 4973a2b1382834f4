import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import type { DataPaths } from '../../db/open.ts'
import { type Query, runQuery } from '../../db/query.ts'
import { AppError } from '../../errors.ts'
import { writeFileAtomic } from '../../files.ts'

/** Says in the lake which database its files belong to. */
export const OWNER = '.owner'

/**
 * Makes the lake this database's own when it is empty or the ledger knows of it.
 * @throws DAMAGED when it belongs to another one, e.g. because the database file was removed
 */
export function claimLake(paths: DataPaths, database: string, hasLedger: boolean): void {
  const path = join(paths.lake, OWNER)
  const owner = existsSync(path) ? readFileSync(path, 'utf8') : undefined
  if (owner === database) return
  const empty = !readdirSync(paths.lake, { recursive: true }).some((name) => String(name).endsWith('.json'))
  if (empty || (owner === undefined && hasLedger)) {
    takeLake(paths, database)
    return
  }
  throw new AppError(
    'DAMAGED',
    `The lake ${paths.lake} holds imports that ${paths.file} does not know. Run "pnpm outlay rebuild" to bring them back, or "pnpm outlay restore".`,
  )
}

export function takeLake(paths: DataPaths, database: string): void {
  writeFileAtomic(join(paths.lake, OWNER), database)
}

export async function databaseId(connection: DuckDBConnection): Promise<string> {
  const [row] = await runQuery(connection, idQuery, {})
  return row?.value ?? ''
}

const idQuery = {
  name: 'ingest.database-id',
  sql: `select value from setting where key = 'database_id'`,
  params: z.object({}),
  row: z.object({ value: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
