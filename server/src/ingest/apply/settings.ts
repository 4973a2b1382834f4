import { createHash } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import type { DataPaths } from '../../db/open.ts'
import { type Query, runQuery } from '../../db/query.ts'
import { foldKnownAccounts } from './account-ids.ts'
import { touchGroups } from './days.ts'
import { groupsOf, refreshTouched } from './landing.ts'
import { liveQuery } from './ledger.ts'
import { type FactOptions, promotedKeys, readFactSettings } from './options.ts'
import { reassign, rememberRules, rulesHash } from './reassign.ts'

/**
 * Makes all facts anew when the promoted tags or this program are no longer those they were made with; where only rules
 * of allocation or teams differ, gives the facts their teams and virtual tags anew without reading the lake.
 */
export async function applySettings(
  connection: DuckDBConnection,
  paths: DataPaths,
  options: FactOptions,
): Promise<boolean> {
  const change = await settingsChange(connection, options)
  if (change === 'facts') await refreshAll(connection, paths, options)
  if (change === 'rules') await reassign(connection, await readFactSettings(connection, options))
  return change !== null
}

/** What the facts were made with that holds no longer; null where all does. */
export async function settingsChange(
  connection: DuckDBConnection,
  options: FactOptions,
): Promise<'facts' | 'rules' | null> {
  const known = new Map((await runQuery(connection, settingsQuery, {})).map((row) => [row.key, row.value]))
  if (known.get('fact_settings') !== factsHash(options)) return 'facts'
  const settings = await readFactSettings(connection, options)
  return known.get('fact_rules') === rulesHash(settings) ? null : 'rules'
}

/** Makes days, facts, dimension values and promoted tags anew for everything that is in force. */
export async function refreshAll(
  connection: DuckDBConnection,
  paths: DataPaths,
  options: FactOptions,
): Promise<void> {
  await foldKnownAccounts(connection)
  await connection.run(`insert or replace into setting values ('fact_settings', $hash)`, {
    hash: factsHash(options),
  })
  await rememberRules(connection, await readFactSettings(connection, options))
  const live = await runQuery(connection, liveQuery, {})
  const groups = groupsOf(live.filter((row) => row.kind === 'costs' && row.state !== 'held'))
  if (groups.length === 0) return
  await touchGroups(connection, groups)
  await refreshTouched(connection, paths, options)
}

/** Raised when facts of the same lake come out otherwise than before: folders of older versions make theirs anew. */
const FACTS_VERSION = 3

function factsHash({ promoted }: FactOptions): string {
  return createHash('sha256')
    .update(JSON.stringify([FACTS_VERSION, promotedKeys(promoted)]))
    .digest('hex')
}

const settingsQuery = {
  name: 'ingest.settings.hashes',
  sql: `select key, value from setting where key in ('fact_settings', 'fact_rules')`,
  params: z.object({}),
  row: z.object({ key: z.string(), value: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
