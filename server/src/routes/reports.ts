import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { actorOf } from '../http/actor.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/read-json.ts'
import { answerReports, answerRun } from '../reports/answer-reports.ts'
import { findReport } from '../reports/library.ts'
import { renderers } from '../reports/renderers/registry.ts'
import type { Reporting } from '../reports/reporting.ts'
import { keepNote } from '../reports/runs/keep-note.ts'
import { sendReport } from '../reports/send-report.ts'
import { ReportRunShape, ReportsShape } from './answers/reports.ts'
import type { AppDeps } from './deps.ts'
import type { Route } from './route.ts'

const scope = {
  /** Null for the whole company; left out: that of the report. */
  team: z.string().min(1).max(200).nullable().optional(),
  /** `2026-W47` or `2026-11`; left out: the last that has ended. */
  period: z.string().max(20).optional(),
}

const PreviewBody = z.strictObject({
  ...scope,
  format: z.enum(['html', 'md', 'txt', 'slack', 'json']).optional(),
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
    summary: 'Every report with its schedule, recipients, next run and history',
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

function reportingOf({ reporting }: AppDeps): Reporting {
  if (reporting === undefined) throw new AppError('NOT_FOUND', 'This server makes no reports.')
  return reporting
}

async function preview(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const reporting = reportingOf(deps)
  const { format, ...asked } = await readJson(context, PreviewBody)
  const entry = findReport(reporting.config, context.req.param('id') ?? '')
  const data = await reporting.make({ entry, ...asked })
  const renderer = renderers.find(({ id }) => id === format)
  if (renderer === undefined) return context.json({ data })
  const content = await renderer.render(data, { publicUrl: reporting.config.publicUrl, permalink: null })
  const { id, contentType } = renderer
  return context.json({ data, rendered: { format: id, contentType, content } })
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
  const key = { report: context.req.param('id') ?? '', run: context.req.param('run') ?? '' }
  const { text } = await readJson(context, NoteBody)
  const given = { ...key, id: randomUUID(), author: actorOf(context), text, now: clock().toISOString() }
  await db.writer.withTransaction((connection) => keepNote(connection, given))
  return context.json(await readPool.run((connection) => answerRun(connection, key)), 201)
}
