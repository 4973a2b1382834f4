import type { DuckDBConnection } from '@duckdb/node-api'
import { type AlertDelivery, DELIVERY_STATES } from '@outlay/shared/alerts'
import { groupBy } from '@outlay/shared/group-by'
import { type ReportNote, type ReportRunCard, RUN_TRIGGERS } from '@outlay/shared/report-answers'
import { parsePeriod, periodDays, periodName } from '@outlay/shared/report-periods'
import type { ReportModel } from '@outlay/shared/reports'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'

const RunRow = z.object({
  report: z.string(),
  run: z.string(),
  team: z.string().nullable(),
  team_name: z.string(),
  period: z.string(),
  made_by: z.enum(RUN_TRIGGERS),
  partial: z.boolean(),
  subject: z.string(),
  created_at: z.string(),
})
type RunRow = z.output<typeof RunRow>

/** A kept run with its report. */
export interface KeptRun extends ReportRunCard {
  readonly report: string
}

/** Every run with where it went, newest first. */
export async function readRuns(connection: DuckDBConnection): Promise<readonly KeptRun[]> {
  const rows = await runQuery(connection, runsQuery, {})
  const deliveries = groupBy(
    await runQuery(connection, deliveriesQuery, {}),
    ({ report, run }) => `${report}\n${run}`,
  )
  return rows.map((row) => toCard(row, deliveries.get(`${row.report}\n${row.run}`) ?? []))
}

function toCard(row: RunRow, deliveries: readonly z.output<typeof DeliveryRow>[]): KeptRun {
  const period = parsePeriod(row.period)
  return {
    report: row.report,
    run: row.run,
    team: row.team,
    teamName: row.team_name,
    period: row.period,
    periodName: period === undefined ? row.period : nameOf(period),
    trigger: row.made_by,
    partial: row.partial,
    createdAt: row.created_at,
    subject: row.subject,
    deliveries: deliveries.map(({ report: _report, run: _run, ...delivery }): AlertDelivery => delivery),
  }
}

/** `week 47, 16–22 Nov 2026`, `Nov 2026`. */
export function nameOf(period: NonNullable<ReturnType<typeof parsePeriod>>): string {
  return period.kind === 'week' ? `${periodName(period)}, ${periodDays(period)}` : periodName(period)
}

const runsQuery = {
  name: 'reports.runs',
  sql: `
    select report, run, team, team_name, period, made_by, partial, subject,
      strftime(created_at, '%Y-%m-%dT%H:%M:%SZ') as created_at
    from report_run
    order by created_at desc, report, period desc, run
    limit 2000
  `,
  params: z.object({}),
  row: RunRow,
} satisfies Query<z.ZodType, z.ZodType>

const DeliveryRow = z.object({
  report: z.string(),
  run: z.string(),
  id: z.string(),
  channel: z.string(),
  action: z.string(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int(),
  note: z.string().nullable(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
  nextTryAt: z.string().nullable(),
})

const deliveriesQuery = {
  name: 'reports.deliveries',
  sql: `
    select entity as report, period as run, outbox.id, channel, action, outbox.state, attempts, note,
      strftime(outbox.created_at, '%Y-%m-%dT%H:%M:%SZ') as "createdAt",
      strftime(sent_at, '%Y-%m-%dT%H:%M:%SZ') as "sentAt",
      strftime(next_try_at, '%Y-%m-%dT%H:%M:%SZ') as "nextTryAt"
    from outbox
    join alert on alert.id = alert_id
    where kind = 'report'
    order by outbox.created_at, outbox.id
  `,
  params: z.object({}),
  row: DeliveryRow,
} satisfies Query<z.ZodType, z.ZodType>

/** The model of a run as it was kept; undefined where there is none. */
export async function readModel(
  connection: DuckDBConnection,
  key: { readonly report: string; readonly run: string },
): Promise<ReportModel | undefined> {
  const [row] = await runQuery(connection, modelQuery, key)
  return row && readKept(JSON.parse(row.model))
}

/** A model as it was kept; what older ones do not say yet is what was true of them. */
function readKept(kept: ReportModel): ReportModel {
  const { scope, data } = kept
  return {
    ...kept,
    showback: kept.showback ?? null,
    commitments: kept.commitments ?? null,
    scope: { ...scope, filters: scope.filters ?? [] },
    data: { ...data, settledThrough: data.settledThrough ?? data.through, missed: data.missed ?? [] },
  }
}

const modelQuery = {
  name: 'reports.model',
  sql: 'select model from report_run where report = $report and run = $run',
  params: z.object({ report: z.string(), run: z.string() }),
  row: z.object({ model: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

export async function readNotes(
  connection: DuckDBConnection,
  key: { readonly report: string; readonly run: string },
): Promise<readonly ReportNote[]> {
  return runQuery(connection, notesQuery, key)
}

const notesQuery = {
  name: 'reports.notes',
  sql: `
    select id, author, text, strftime(created_at, '%Y-%m-%dT%H:%M:%SZ') as "createdAt"
    from report_note
    where report = $report and run = $run
    order by created_at, id
  `,
  params: z.object({ report: z.string(), run: z.string() }),
  row: z.object({ id: z.string(), author: z.string(), text: z.string(), createdAt: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
