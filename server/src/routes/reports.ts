import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { z } from 'zod'
import { actorOf } from '../http/actor.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/read-json.ts'
import { answerReports } from '../reports/answer-reports.ts'
import { answerRun } from '../reports/answer-run.ts'
import { findReport, readLibrary } from '../reports/library.ts'
import { csv } from '../reports/renderers/csv.ts'
import { renderers } from '../reports/renderers/registry.ts'
import { keepNote } from '../reports/runs/keep-note.ts'
import { runPath } from '../reports/runs/run-id.ts'
import { sendReport } from '../reports/send-report.ts'
import { ReportRunShape, ReportsShape } from './answers/reports.ts'
import type { AppDeps } from './deps.ts'
import { reportingOf } from './reporting-of.ts'
import type { Route } from './route.ts'

const scope = {
  /** Null for the whole company; left out: that of the report. */
  team: z.string().min(1).max(200).nullable().optional(),
  /** `2026-W47` or `2026-11`; left out: the last that has ended. */
  period: z.string().max(20).optional(),
}

const PreviewBody = z.strictObject({
  ...scope,
  format: z.enum(['html', 'md', 'txt', 'slack', 'json', 'csv']).optional(),
})

const SendBody = z.strictObject({
  ...scope,
  run: z.string().max(200).optional().describe('A kept run, which is sent again as it is'),
  deliver: z.boolean().optional().describe('False keeps a new run and tells nobody'),
})

const NoteBody = z.strictObject({ text: z.string().trim().min(1).max(2000) })

export const reportRoutes: readonly Route[] = [
  {
    kind: 'question',
    path: '/reports',
    summary: 'Every report with its schedule, recipients, next run and history, and what a new one may be',
    returns: ReportsShape,
    // what is due hangs on the clock too
    stamp: ({ clock }) => clock().toISOString().slice(0, 16),
    answer: (ask, _request, deps) => answerReports(ask, reportingOf(deps).sources),
  },
  {
    kind: 'question',
    path: '/reports/{id}/runs/{run}',
    summary: 'A report as it was kept: its figures do not move any more',
    returns: ReportRunShape,
    answer: ({ connection }, { path }) => answerRun(connection, { report: path('id'), run: path('run') }),
  },
  {
    kind: 'action',
    method: 'get',
    path: '/reports/{id}/runs/{run}/csv',
    summary: 'The exact figures of a kept report as CSV',
    files: [csv.contentType],
    handle: download,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/reports/{id}/preview',
    summary: 'A report of a team and a past week or month, of the data as it is now; keeps nothing',
    body: PreviewBody,
    handle: preview,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/reports/{id}/send',
    summary: 'Sends a kept run again, or makes one and sends it to the recipients of its scope',
    body: SendBody,
    handle: send,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/reports/{id}/runs/{run}/notes',
    summary: 'Adds a note to a run',
    body: NoteBody,
    handle: note,
  },
]

async function preview(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const reporting = reportingOf(deps)
  const { format, ...asked } = await readJson(context, PreviewBody)
  const library = await deps.readPool.run((connection) => readLibrary(connection, reporting.config))
  const entry = findReport(library, context.req.param('id') ?? '')
  const data = await reporting.make({ entry, ...asked })
  const renderer = renderers.find(({ id }) => id === format)
  if (renderer === undefined) return context.json({ data })
  const content = await renderer.render(data, { publicUrl: reporting.config.publicUrl, permalink: null })
  const { id, contentType } = renderer
  return context.json({ data, rendered: { format: id, contentType, content } })
}

async function download(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const key = runOf(context)
  const { data } = await deps.readPool.run((connection) => answerRun(connection, key))
  const { publicUrl } = reportingOf(deps).config
  const content = await csv.render(data.model, { publicUrl, permalink: runPath(key.report, key.run) })
  const name = `outlay-${key.report}-${key.run}`.replaceAll(/[^\w.-]+/g, '-')
  context.header('content-disposition', `attachment; filename="${name}.csv"`)
  return context.body(content, 200, { 'content-type': csv.contentType })
}

async function send(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const { db, clock, alerting } = deps
  const body = await readJson(context, SendBody)
  const report = context.req.param('id') ?? ''
  const run = await sendReport({ report, ...body }, { db, clock, reporting: reportingOf(deps) })
  alerting.poke()
  return context.json({ data: { report, run } }, 202)
}

async function note(context: Context<AppEnv>, { db, clock, readPool }: AppDeps): Promise<Response> {
  const key = runOf(context)
  const { text } = await readJson(context, NoteBody)
  const given = { ...key, id: randomUUID(), author: actorOf(context), text, now: clock().toISOString() }
  await db.writer.withTransaction((connection) => keepNote(connection, given))
  return context.json(await readPool.run((connection) => answerRun(connection, key)), 201)
}

function runOf(context: Context<AppEnv>) {
  return { report: context.req.param('id') ?? '', run: context.req.param('run') ?? '' }
}
