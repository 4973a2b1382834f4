import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { type Day, monthStart, toDay } from '@outlay/shared/period'
import { z } from 'zod'
import { Count, type Query, runQuery } from '../../db/query.ts'
import type { SideKind } from '../staged.ts'
import { foldSideAccounts } from './account-ids.ts'
import { type LedgerRow, LedgerRow as Row } from './ledger.ts'
import { SIDE_TABLES } from './side-tables.ts'

/** Utilisation is kept for this many months. Source: docs/operations.md. */
const METRIC_MONTHS = 13

export function isSideKind(kind: string): kind is SideKind {
  return Object.hasOwn(SIDE_TABLES, kind)
}

/** The import that is in force with the same bytes: writing them again would change nothing. */
export function sameSide(row: LedgerRow, live: readonly LedgerRow[]): LedgerRow | undefined {
  const newest = row.dataset === '' ? filesOf(row, live).at(-1) : sliceOf(row, live).at(-1)
  return newest?.content_hash === row.content_hash ? newest : undefined
}

/** Of a person's files the source is of no account: they replace each other by key. */
function filesOf({ kind }: LedgerRow, live: readonly LedgerRow[]): LedgerRow[] {
  return live.filter((other) => isInForce(other, kind) && other.dataset === '')
}

/** The older tellings of the same slice, which a new one puts out of force. History is never put out of force. */
export function tellingsOf(row: Telling, live: readonly LedgerRow[]): LedgerRow[] {
  const history = isSideKind(row.kind) && SIDE_TABLES[row.kind].history === true
  return row.dataset === '' || history ? [] : sliceOf(row, live)
}

/** Imports of the kind that stay in force, oldest first. */
export function othersOf(
  kind: SideKind,
  live: readonly LedgerRow[],
  replaced: readonly LedgerRow[],
): LedgerRow[] {
  return live.filter((row) => isInForce(row, kind) && !replaced.includes(row))
}

type Telling = Pick<LedgerRow, 'kind' | 'source' | 'dataset'>

function sliceOf({ kind, source, dataset }: Telling, live: readonly LedgerRow[]): LedgerRow[] {
  return live.filter(
    (other) => isInForce(other, kind) && other.source === source && other.dataset === dataset,
  )
}

function isInForce({ kind, state }: LedgerRow, wanted: string): boolean {
  return kind === wanted && state === 'counted'
}

/** Imports that give way, and the lake files of the kind that stay in force, oldest first. */
export interface Replaced {
  readonly ids: readonly string[]
  readonly others: readonly { readonly id: string; readonly file: string }[]
}

/**
 * Writes one import's rows over the older ones of the same key, and takes the rows of the imports away that it replaces.
 * An inventory row gives way to a later observation, whichever came first.
 */
export async function putSideInForce(
  connection: DuckDBConnection,
  kind: SideKind,
  importId: string,
  file: string,
  replaced: Replaced = { ids: [], others: [] },
): Promise<void> {
  await readRows(connection, kind, importId, file)
  const gone = replaced.ids.length === 0 ? 0 : await deleteRows(connection, kind, replaced.ids)
  await insertRows(connection, kind)
  if (gone > 0) await showHidden(connection, kind, replaced.others)
}

/** Takes the rows of imports away without any in their place. */
export async function withdrawRows(
  connection: DuckDBConnection,
  kind: SideKind,
  { ids, others }: Replaced,
): Promise<void> {
  if (ids.length === 0) return
  await connection.run(
    `create or replace temp table side_new as select * from ${SIDE_TABLES[kind].table} limit 0`,
  )
  if ((await deleteRows(connection, kind, ids)) > 0) await showHidden(connection, kind, others)
}

/** What the rows that went had hidden of other imports shows again, as it would after a rebuild. */
async function showHidden(
  connection: DuckDBConnection,
  kind: SideKind,
  others: Replaced['others'],
): Promise<void> {
  const same = sameKey('side_gone', 'side_new', SIDE_TABLES[kind].key)
  for (const other of others) {
    await readRows(connection, kind, other.id, other.file)
    await connection.run(`delete from side_new where not exists (select 1 from side_gone where ${same})`)
    await insertRows(connection, kind)
  }
}

/** Deletes the rows of imports; returns how many keys the new rows lack. */
async function deleteRows(
  connection: DuckDBConnection,
  kind: SideKind,
  imports: readonly string[],
): Promise<number> {
  const { table, key } = SIDE_TABLES[kind]
  const ids = listValue([...imports])
  const types = { ids: LIST(VARCHAR) }
  await connection.run(
    `create or replace temp table side_gone as
     select distinct ${key.join(', ')} from ${table}
     where list_contains($ids, import_id)
       and not exists (select 1 from side_new where ${sameKey(table, 'side_new', key)})`,
    { ids },
    types,
  )
  await connection.run(`delete from ${table} where list_contains($ids, import_id)`, { ids }, types)
  const [found] = await runQuery(connection, goneQuery, {})
  return found?.keys ?? 0
}

const goneQuery = {
  name: 'ingest.sides.gone',
  sql: 'select count(*) as keys from side_gone',
  params: z.object({}),
  row: z.object({ keys: Count }),
} satisfies Query<z.ZodType, z.ZodType>

async function readRows(
  connection: DuckDBConnection,
  kind: SideKind,
  id: string,
  file: string,
): Promise<void> {
  const { table, select } = SIDE_TABLES[kind]
  await connection.run(`create or replace temp table side_new as select * from ${table} limit 0`)
  await connection.run(`insert into side_new ${select}`, { id, file })
  await foldSideAccounts(connection, kind, 'side_new')
}

async function insertRows(connection: DuckDBConnection, kind: SideKind): Promise<void> {
  const { table, key, history } = SIDE_TABLES[kind]
  const same = sameKey(table, 'side_new', history === true ? [...key, 'import_id'] : key)
  if (kind === 'inventory') {
    await connection.run(
      `delete from side_new using inventory where ${same} and inventory.observed_at > side_new.observed_at`,
    )
  }
  await connection.run(`delete from ${table} using side_new where ${same}`)
  await connection.run(`insert into ${table} select * from side_new`)
}

function sameKey(a: string, b: string, key: readonly string[]): string {
  return key.map((name) => `${a}.${name} is not distinct from ${b}.${name}`).join(' and ')
}

/** Drops utilisation that is too old; returns the imports of which nothing is left. */
export async function pruneMetrics(connection: DuckDBConnection, now: Date): Promise<LedgerRow[]> {
  const oldest: Day = monthStart(toDay(now), -METRIC_MONTHS)
  await connection.run('delete from metric_day where day < $oldest::date', { oldest })
  return runQuery(connection, emptyMetricsQuery, {})
}

const emptyMetricsQuery = {
  name: 'ingest.sides.empty-metrics',
  sql: `
    select * from import
    where kind = 'metrics' and state = 'counted' and id not in (select import_id from metric_day)
    order by seq
  `,
  params: z.object({}),
  row: Row,
} satisfies Query<z.ZodType, z.ZodType>
