import { createHash } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import type { DataPaths } from '../../db/open.ts'
import { type Query, runQuery } from '../../db/query.ts'
import { touchGroups } from './days.ts'
import { groupsOf, refreshTouched } from './landing.ts'
import { liveQuery } from './ledger.ts'
import { type FactOptions, factSettings } from './options.ts'

/** Makes all facts anew when the promoted tags or the teams are no longer those they were made with. */
export async function applySettings(
  connection: DuckDBConnection,
  paths: DataPaths,
  options: FactOptions,
): Promise<boolean> {
  const hash = settingsHash(options)
  const [known] = await runQuery(connection, settingsQuery, {})
  if (known?.value === hash) return false
  await connection.run(`insert or replace into setting values ('fact_settings', $hash)`, { hash })
  await refreshAll(connection, paths, options)
  return true
}

/** Makes days, facts, dimension values and promoted tags anew for everything that is in force. */
export async function refreshAll(
  connection: DuckDBConnection,
  paths: DataPaths,
  options: FactOptions,
): Promise<void> {
  await connection.run('delete from promoted_tag')
  for (const [index, key] of factSettings(options).promoted.entries()) {
    await connection.run('insert into promoted_tag values ($slot, $key)', { slot: index + 1, key })
  }
  const live = await runQuery(connection, liveQuery, {})
  const groups = groupsOf(live.filter((row) => row.kind === 'costs' && row.state !== 'held'))
  if (groups.length === 0) return
  await touchGroups(connection, groups)
  await refreshTouched(connection, paths, options)
}

export function settingsHash(options: FactOptions): string {
  const { promoted, teams } = factSettings(options)
  const rules = teams.map(({ id, name, match }) => ({ id, name, match }))
  return createHash('sha256')
    .update(JSON.stringify([promoted, rules]))
    .digest('hex')
}

export const settingsQuery = {
  name: 'ingest.settings.hash',
  sql: `select value from setting where key = 'fact_settings'`,
  params: z.object({}),
  row: z.object({ value: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
