import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { DuckDBInstance, MAP, mapValue, VARCHAR } from '@duckdb/node-api'
import { foldTagKey } from '@outlay/shared/tag-key'
import { migrate } from '../db/migrate.ts'

/** One row of cost_fact for tests: what is not given is a plain AWS usage line of 1 USD. */
export interface Fact {
  readonly day: string
  readonly billing_period?: string
  readonly provider?: string
  readonly billing_account?: string
  readonly billing_account_name?: string | null
  readonly sub_account?: string | null
  readonly sub_account_name?: string | null
  readonly service?: string | null
  readonly service_category?: string | null
  readonly region?: string | null
  readonly resource?: string | null
  readonly resource_name?: string | null
  readonly resource_type?: string | null
  readonly sku?: string | null
  readonly usage_type?: string | null
  readonly consumed_quantity?: string | null
  readonly consumed_unit?: string | null
  readonly charge_category?: string
  readonly charge_class?: string | null
  readonly charge_frequency?: string | null
  readonly pricing_category?: string | null
  readonly commitment_id?: string | null
  readonly commitment_status?: string | null
  readonly publisher?: string | null
  readonly team?: string | null
  readonly tags?: ReadonlyMap<string, string> | null
  readonly prepaid?: boolean
  readonly currency?: string
  readonly billed?: string
  readonly effective?: string | null
  readonly contracted?: string | null
  readonly list?: string | null
  readonly lines?: number
  readonly gap_lines?: number
  readonly gap_billed?: string
  readonly import_id?: string
}

/** An in-memory database with the schema and these facts. */
export async function factsInMemory(
  facts: readonly Fact[],
  promoted: readonly string[] = [],
): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  await connection.run(`set global TimeZone = 'UTC'`)
  await migrate(connection)
  await connection.run(`insert into setting values ('database_id', 'test'), ('commits', '1')`)
  await insertFacts(connection, facts, promoted)
  return connection
}

/** Adds facts and their days in the ledger, and their promoted tags where `promoted` names the keys of the slots. */
export async function insertFacts(
  connection: DuckDBConnection,
  facts: readonly Fact[],
  promoted: readonly string[] = [],
): Promise<void> {
  for (const [index, key] of promoted.entries()) {
    await connection.run('insert into promoted_tag values ($slot::integer, $key)', {
      slot: String(index + 1),
      key,
    })
  }
  for (const fact of facts) {
    const row = toRow(fact, promoted)
    const columns = Object.keys(row)
    const sql = `insert into cost_fact (${columns.join(', ')}) values (${columns.map((name) => `$${name}`).join(', ')})`
    await insertDay(connection, { importId: fact.import_id ?? 'import-1', ...fact })
    await connection.run(sql, row, 'tags' in row ? { tags: MAP(VARCHAR, VARCHAR) } : undefined)
  }
}

function toRow(fact: Fact, promoted: readonly string[]): Record<string, DuckDBValue> {
  const { tags = null, ...given } = fact
  const billed = fact.billed ?? '1'
  const row: Record<string, DuckDBValue> = {
    month: `${fact.day.slice(0, 7)}-01`,
    billing_period: `${fact.day.slice(0, 7)}-01`,
    provider: 'aws',
    billing_account: '111111111111',
    charge_category: 'Usage',
    prepaid: false,
    currency: 'USD',
    effective: billed,
    contracted: billed,
    list: billed,
    lines: 1,
    gap_lines: 0,
    gap_billed: '0',
    import_id: 'import-1',
    ...given,
    billed,
  }
  if (tags === null) return row
  const entries = [...tags].map(([key, value]) => ({ key, value }))
  for (const [index, key] of promoted.entries()) {
    row[`tag${index + 1}`] = entries.find((entry) => foldTagKey(entry.key) === key)?.value ?? null
  }
  return { ...row, tags: mapValue(entries) }
}

/** One ledger row for tests. */
export interface ImportRow {
  readonly id: string
  readonly seq: number
  readonly source?: string
  readonly state?: string
  readonly grain?: string
  readonly dataset?: string
  readonly message?: string
  readonly provider?: string | null
  readonly billing_account?: string | null
  /** Relative to the lake. */
  readonly lakeFile?: string
  /** Days that this import counts on, unless it gives way there. */
  readonly days?: readonly string[]
  /** What it bills on each of them, and how they count. */
  readonly each?: Pick<LedgerDay, 'billed' | 'currency' | 'counts' | 'whole'>
}

export async function insertImport(connection: DuckDBConnection, given: ImportRow): Promise<void> {
  const { days = [], each = {}, lakeFile, ...columns } = given
  const row = {
    delivery: 'delivery-1',
    source: 'files',
    kind: 'costs',
    format: 'focus',
    grain: 'resource',
    dataset: '',
    provider: 'aws',
    billing_account: '111111111111',
    billing_period: '2026-11',
    state: 'counted',
    rows_in: 1,
    rows_kept: 1,
    rows_rejected: 0,
    values_rounded: 0,
    content_hash: given.id,
    totals: '[]',
    created_at: '2026-11-22 08:00:00',
    seen_at: '2026-11-22 08:00:00',
    ...columns,
  }
  const names = Object.keys(row)
  await connection.run(
    `insert into import (${names.join(', ')}, files, sub_accounts, file_hashes, lake_files)
     values (${names.map((name) => `$${name}`).join(', ')}, ['a.csv'], [], [], ${lakeFile === undefined ? '[]' : '[$lake_file]'})`,
    lakeFile === undefined ? row : { ...row, lake_file: lakeFile },
  )
  for (const day of days) await insertDay(connection, { importId: given.id, day, ...each })
}

interface LedgerDay extends Pick<Fact, 'day' | 'currency' | 'billed'> {
  readonly importId: string
  readonly counts?: boolean
  readonly whole?: boolean
}

async function insertDay(connection: DuckDBConnection, given: LedgerDay): Promise<void> {
  const { importId, day, currency = 'USD', billed = '1', counts = true, whole = true } = given
  await connection.run(
    `insert into import_day
       (import_id, day, currency, rows, billed, effective, alone_rows, alone_billed, alone_effective, counts, whole)
     values ($importId, $day, $currency, 1, $billed, $billed, 0, 0, 0, $counts, $whole)`,
    { importId, day, currency, billed, counts, whole },
  )
}
