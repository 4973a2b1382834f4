import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import type { CurrencyTotals, ImportRecord } from '@outlay/shared/api'
import { z } from 'zod'
import { Count, type Query, runQuery } from '../../db/query.ts'
import { StagedFinding, StagedTotals } from '../staged.ts'

export const IMPORT_STATES = ['counted', 'side', 'held', 'superseded', 'failed'] as const

/** One row of the ledger, as it stands in the table and, as JSON, beside the lake file. */
export const LedgerRow = z.object({
  id: z.string(),
  seq: Count,
  delivery: z.string(),
  source: z.string(),
  kind: z.string(),
  format: z.string(),
  grain: z.string(),
  dataset: z.string(),
  provider: z.string().nullable(),
  billing_account: z.string().nullable(),
  billing_account_name: z.string().nullable(),
  billing_period: z.string().nullable(),
  state: z.enum(IMPORT_STATES),
  files: z.array(z.string()),
  rows_in: Count,
  rows_kept: Count,
  rows_rejected: Count,
  values_rounded: Count,
  content_hash: z.string(),
  totals: z
    .union([z.string().transform((text) => JSON.parse(text)), z.unknown()])
    .pipe(z.array(StagedTotals)),
  sub_accounts: z.array(z.string()),
  lake_files: z.array(z.string()),
  file_hashes: z.array(z.string()),
  replaces: z.string().nullable(),
  message: z.string().nullable(),
  created_at: z.string(),
  seen_at: z.string(),
  superseded_at: z.string().nullable(),
})
export type LedgerRow = z.infer<typeof LedgerRow>

/** What `<import id>.json` holds: enough to bring the ledger back when the database is gone. */
export const LedgerFile = z.object({
  version: z.literal(1),
  row: LedgerRow,
  /** Every import that this one put out of force. */
  supersedes: z.array(z.string()),
  findings: z.array(StagedFinding),
})
export type LedgerFile = z.infer<typeof LedgerFile>

const COLUMNS = `id, seq, delivery, source, kind, format, grain, dataset, provider, billing_account,
  billing_account_name, billing_period, state, files, rows_in, rows_kept, rows_rejected, values_rounded,
  content_hash, totals, sub_accounts, lake_files, file_hashes, replaces, message, created_at, seen_at, superseded_at`

/** The whole ledger, newest first. */
export const ledgerQuery = {
  name: 'ingest.ledger',
  sql: `select ${COLUMNS} from import order by seq desc`,
  params: z.object({}),
  row: LedgerRow,
} satisfies Query<z.ZodType, z.ZodType>

/** Imports by id, oldest first. */
export const importsByIdQuery = {
  name: 'ingest.ledger.by-id',
  sql: `select ${COLUMNS} from import where list_contains($ids, id) order by seq`,
  params: z.object({ ids: z.array(z.string()).transform((ids) => listValue(ids)) }),
  row: LedgerRow,
} satisfies Query<z.ZodType, z.ZodType>

/** Imports that are in force for a cost unit or a side kind, or wait to be accepted. */
export const liveQuery = {
  name: 'ingest.ledger.live',
  sql: `select ${COLUMNS} from import where state in ('counted', 'side', 'held') order by seq`,
  params: z.object({}),
  row: LedgerRow,
} satisfies Query<z.ZodType, z.ZodType>

const nextSeqQuery = {
  name: 'ingest.ledger.next-seq',
  sql: `select coalesce(max(seq), 0) + 1 as seq from import`,
  params: z.object({}),
  row: z.object({ seq: Count }),
} satisfies Query<z.ZodType, z.ZodType>

export async function nextSeq(connection: DuckDBConnection): Promise<number> {
  const [row] = await runQuery(connection, nextSeqQuery, {})
  return row?.seq ?? 1
}

export async function insertLedgerRow(connection: DuckDBConnection, row: LedgerRow): Promise<void> {
  const { files, sub_accounts, lake_files, file_hashes, totals, ...plain } = row
  const names = COLUMNS.split(',').map((name) => name.trim())
  const lists = { files, sub_accounts, lake_files, file_hashes }
  await connection.run(
    `insert into import (${COLUMNS}) values (${names.map((name) => `$${name}`).join(', ')})`,
    {
      ...plain,
      seq: BigInt(row.seq),
      totals: JSON.stringify(totals),
      ...Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, listValue([...list])])),
    },
    Object.fromEntries(Object.keys(lists).map((name) => [name, LIST(VARCHAR)])),
  )
}

export async function insertFindings(
  connection: DuckDBConnection,
  importId: string,
  findings: readonly StagedFinding[],
): Promise<void> {
  for (const { rule, violations, example } of findings) {
    await connection.run('insert into import_finding values ($id, $rule, $violations, $example)', {
      id: importId,
      rule,
      violations: BigInt(violations),
      example: example === null ? null : JSON.stringify(example),
    })
  }
}

/** Puts imports out of force. */
export async function supersede(
  connection: DuckDBConnection,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await connection.run(
    `update import set state = 'superseded', superseded_at = $now where list_contains($ids, id)`,
    { ids: listValue([...ids]), now: sqlTime(now) },
    { ids: LIST(VARCHAR) },
  )
  await connection.run(
    'update import_day set counts = false where list_contains($ids, import_id)',
    { ids: listValue([...ids]) },
    { ids: LIST(VARCHAR) },
  )
}

export function toImportRecord(row: LedgerRow, state: ImportRecord['state'] = row.state): ImportRecord {
  return {
    id: row.id,
    delivery: row.delivery,
    source: row.source,
    kind: row.kind,
    format: row.format,
    grain: row.grain,
    provider: row.provider,
    billingAccount: row.billing_account,
    billingPeriod: row.billing_period,
    state,
    files: row.files,
    rowsIn: row.rows_in,
    rowsKept: row.rows_kept,
    rowsRejected: row.rows_rejected,
    totals: row.totals satisfies readonly CurrencyTotals[],
    replaces: row.replaces,
    message: row.message,
    createdAt: isoTime(row.created_at),
  }
}

/** `2026-07-01 12:00:00.5`, as DuckDB reads and writes a UTC TIMESTAMP. */
export function sqlTime(instant: Date): string {
  return instant.toISOString().replace('T', ' ').replace('Z', '')
}

export function isoTime(text: string): string {
  return new Date(`${text.replace(' ', 'T')}Z`).toISOString()
}
