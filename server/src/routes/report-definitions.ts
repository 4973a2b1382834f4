import type { DuckDBConnection } from '@duckdb/node-api'
import type { Context } from 'hono'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { actorOf } from '../http/actor.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/read-json.ts'
import { withAsk } from '../queries/ask.ts'
import { readCards } from '../reports/answer-reports.ts'
import {
  changeDefinition,
  createDefinition,
  removeDefinition,
  type Stamp,
} from '../reports/definitions/definition-store.ts'
import { ReportBody, ReportPatch, refuseUnsound } from '../reports/definitions/report-body.ts'
import { entryOf } from '../reports/library.ts'
import type { AppDeps } from './deps.ts'
import { reportingOf } from './reporting-of.ts'
import type { Route } from './route.ts'

const DraftBody = z.strictObject({
  report: ReportBody.describe('As POST /reports takes it'),
  team: z.string().min(1).max(200).nullable().optional().describe('Another team than its own'),
  period: z.string().max(20).optional().describe('2026-W47 or 2026-11; default: the last that has ended'),
})

/** Reports that people set up in the app. Those of the configuration file cannot be changed here. */
export const reportDefinitionRoutes: readonly Route[] = [
  {
    kind: 'action',
    method: 'post',
    path: '/reports',
    summary: 'Keeps a new report: its type, scope, schedule, recipients and parts',
    body: ReportBody,
    handle: create,
  },
  {
    kind: 'action',
    method: 'patch',
    path: '/reports/{id}',
    summary: 'Changes some of a report that was made in the app, or pauses it',
    body: ReportPatch,
    handle: change,
  },
  {
    kind: 'action',
    method: 'delete',
    path: '/reports/{id}',
    summary: 'Removes a report that was made in the app; what it sent stays',
    handle: remove,
  },
  {
    kind: 'action',
    method: 'post',
    path: '/reports/preview',
    summary: 'A report as it is described, before it is kept',
    body: DraftBody,
    handle: preview,
  },
]

async function create(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const input = await readJson(context, ReportBody)
  const id = await write(context, deps, (connection, stamp) => createDefinition(connection, input, stamp))
  return answer(context, deps, id, 201)
}

async function change(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const id = context.req.param('id') ?? ''
  const patch = await readJson(context, ReportPatch)
  await write(context, deps, (connection, stamp) => changeDefinition(connection, id, patch, stamp))
  return answer(context, deps, id)
}

async function remove(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const id = context.req.param('id') ?? ''
  await write(context, deps, (connection, stamp) => removeDefinition(connection, id, stamp))
  return context.body(null, 204)
}

async function preview(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const reporting = reportingOf(deps)
  const { report, ...asked } = await readJson(context, DraftBody)
  refuseUnsound(report)
  return context.json({ data: await reporting.make({ entry: entryOf(report, reporting.config), ...asked }) })
}

function write<T>(
  context: Context<AppEnv>,
  deps: AppDeps,
  work: (connection: DuckDBConnection, stamp: Stamp) => Promise<T>,
): Promise<T> {
  const ofFile = reportingOf(deps).config.reports.map(({ id }) => id)
  const stamp = { actor: actorOf(context), now: deps.clock().toISOString(), ofFile }
  return deps.db.writer.withTransaction((connection) => work(connection, stamp))
}

async function answer(
  context: Context<AppEnv>,
  deps: AppDeps,
  id: string,
  status: 200 | 201 = 200,
): Promise<Response> {
  const { config } = reportingOf(deps)
  const cards = await deps.readPool.run((connection) =>
    withAsk(connection, deps.clock(), (ask) => readCards(ask, config)),
  )
  const data = cards.find((card) => card.id === id)
  if (data === undefined) throw new AppError('NOT_FOUND', `There is no report "${id}".`)
  return context.json({ data }, status)
}
