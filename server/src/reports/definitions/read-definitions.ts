import type { DuckDBConnection } from '@duckdb/node-api'
import type { ReportChangeNote, ReportInput } from '@outlay/shared/report-definitions'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { ReportBody } from './report-body.ts'

/** A report that was set up in the app. */
export interface Definition {
  readonly id: string
  readonly input: ReportInput
  readonly updatedAt: string
}

/** By name, as people entered them. */
export async function readDefinitions(connection: DuckDBConnection): Promise<readonly Definition[]> {
  const rows = await runQuery(connection, definitionsQuery, {})
  return rows.map(({ id, body, updatedAt }) => ({ id, updatedAt, input: ReportBody.parse(JSON.parse(body)) }))
}

const definitionsQuery = {
  name: 'reports.definitions',
  sql: `
    select id, body, strftime(updated_at, '%Y-%m-%dT%H:%M:%SZ') as "updatedAt"
    from report_definition
    order by lower(json_extract_string(body::json, '$.name')), id
  `,
  params: z.object({}),
  row: z.object({ id: z.string(), body: z.string(), updatedAt: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

/** Who changed what of every report, newest first; those of deleted ones too. */
export async function readChangeNotes(
  connection: DuckDBConnection,
): Promise<readonly (ReportChangeNote & { readonly report: string })[]> {
  return runQuery(connection, changesQuery, {})
}

const changesQuery = {
  name: 'reports.definition-changes',
  sql: `
    select report, strftime(changed_at, '%Y-%m-%dT%H:%M:%SZ') as "changedAt", actor, action, fields
    from report_change
    order by changed_at desc, rowid desc
    limit 1000
  `,
  params: z.object({}),
  row: z.object({
    report: z.string(),
    changedAt: z.string(),
    actor: z.string(),
    action: z.enum(['created', 'changed', 'deleted']),
    fields: z.array(z.string()),
  }),
} satisfies Query<z.ZodType, z.ZodType>
