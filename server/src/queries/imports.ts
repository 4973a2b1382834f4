import type { ConformanceFinding, CurrencyTotals, ImportRecord, ImportState } from '@outlay/shared/api'
import { z } from 'zod'
import { Count, type Query, runQuery } from '../db/query.ts'
import { AppError } from '../errors.ts'
import { describeRule } from '../focus/conformance/registry.ts'
import type { Ask } from './ask.ts'
import { readParams, whole } from './params.ts'

export const ImportsParams = z.strictObject({
  limit: whole(1, 1000).default(200),
  source: z.string().max(200).optional(),
})

export interface ImportsAnswer {
  readonly data: readonly ImportRecord[]
}

/** The ledger, newest first. */
export async function answerImports(ask: Ask, params: URLSearchParams): Promise<ImportsAnswer> {
  const { limit, source } = readParams(ImportsParams, params)
  const rows = await runQuery(ask.connection, importsQuery, {
    id: null,
    source: source ?? null,
    limit: String(limit),
  })
  return { data: rows.map(toRecord) }
}

/** One import with its conformance findings and its first rejected rows. */
export async function answerImport(ask: Ask, id: string): Promise<ImportRecord> {
  const [row] = await runQuery(ask.connection, importsQuery, { id, source: null, limit: '1' })
  if (row === undefined)
    throw new AppError('NOT_FOUND', `There is no import ${id.slice(0, 60)}. "outlay imports" lists them.`)
  const findings = await runQuery(ask.connection, findingsQuery, { id })
  const rejects = await runQuery(ask.connection, rejectsQuery, { id })
  return {
    ...toRecord(row),
    conformance: findings.map(toFinding),
    rejects: rejects.map(({ row_number, ...reject }) => ({ ...reject, row: row_number })),
  }
}

function toRecord(row: z.output<typeof importsQuery.row>): ImportRecord {
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
    state: row.state,
    files: row.files,
    rowsIn: row.rows_in,
    rowsKept: row.rows_kept,
    rowsRejected: row.rows_rejected,
    totals: row.totals,
    replaces: row.replaces,
    message: row.message,
    createdAt: row.created_at,
  }
}

function toFinding({ rule, violations, example }: z.output<typeof findingsQuery.row>): ConformanceFinding {
  return { rule, ...describeRule(rule), violations, example }
}

const STATES = [
  'counted',
  'side',
  'held',
  'superseded',
  'unchanged',
  'failed',
] as const satisfies readonly ImportState[]

const fromJson = (text: string, context: z.RefinementCtx): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'is no JSON' })
    return z.NEVER
  }
}

const CurrencyTotal = z.object({
  currency: z.string(),
  rows: z.int(),
  billed: z.string().nullable(),
  effective: z.string().nullable(),
  contracted: z.string().nullable(),
  list: z.string().nullable(),
})

const Example = z
  .object({ file: z.string(), row: z.int(), values: z.record(z.string(), z.string().nullable()) })
  .nullable()

const Totals: z.ZodType<readonly CurrencyTotals[], string> = z
  .string()
  .transform(fromJson)
  .pipe(z.array(CurrencyTotal))

export const importsQuery = {
  name: 'imports',
  sql: `
    select id, delivery, source, kind, format, grain, provider, billing_account, billing_period, state, files,
      rows_in, rows_kept, rows_rejected, totals, replaces, message,
      strftime(created_at, '%Y-%m-%dT%H:%M:%SZ') as created_at
    from import
    where ($id::varchar is null or id = $id::varchar)
      and ($source::varchar is null or source = $source::varchar)
    order by seq desc
    limit $limit::bigint
  `,
  params: z.object({ id: z.string().nullable(), source: z.string().nullable(), limit: z.string() }),
  row: z.object({
    id: z.string(),
    delivery: z.string(),
    source: z.string(),
    kind: z.string(),
    format: z.string(),
    grain: z.string(),
    provider: z.string().nullable(),
    billing_account: z.string().nullable(),
    billing_period: z.string().nullable(),
    state: z.enum(STATES),
    files: z.array(z.string()),
    rows_in: Count,
    rows_kept: Count,
    rows_rejected: Count,
    totals: Totals,
    replaces: z.string().nullable(),
    message: z.string().nullable(),
    created_at: z.string(),
  }),
} satisfies Query<z.ZodType, z.ZodType>

export const findingsQuery = {
  name: 'imports.findings',
  sql: `
    select rule, violations, coalesce(example, 'null') as example
    from import_finding
    where import_id = $id
    order by violations desc, rule
  `,
  params: z.object({ id: z.string() }),
  row: z.object({
    rule: z.string(),
    violations: Count,
    example: z.string().transform(fromJson).pipe(Example),
  }),
} satisfies Query<z.ZodType, z.ZodType>

export const rejectsQuery = {
  name: 'imports.rejects',
  sql: `
    select file, row_number, reason, line
    from import_reject
    where import_id = $id
    order by file, row_number
    limit 100
  `,
  params: z.object({ id: z.string() }),
  row: z.object({ file: z.string(), row_number: Count, reason: z.string(), line: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
