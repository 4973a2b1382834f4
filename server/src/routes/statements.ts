import type { Context } from 'hono'
import { exportShowback, ShowbackParams } from '../allocation/export-showback.ts'
import { exportStatement, StatementExportParams } from '../allocation/export-statement.ts'
import {
  answerStatement,
  answerStatements,
  IssueStatement,
  issueStatement,
  StatementParams,
} from '../allocation/statements.ts'
import { actorOf } from '../http/actor.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/read-json.ts'
import { type Ask, withAsk } from '../queries/ask.ts'
import { readDataState } from '../queries/data-state.ts'
import { EXPORT_TYPES, type ExportFile } from '../queries/export.ts'
import { allocationSettings } from './allocation-settings.ts'
import { StatementShape, StatementsShape } from './answers/statements.ts'
import type { AppDeps } from './deps.ts'
import { stream } from './exports.ts'
import type { Route } from './route.ts'
import { teamBudgets } from './team-budgets.ts'

const FILES = [EXPORT_TYPES.csv, EXPORT_TYPES.xlsx]

/** Monthly statements of teams, and the showback table as a file. */
export const statementRoutes: readonly Route[] = [
  {
    kind: 'question',
    path: '/allocation/statements',
    summary: 'Months with costs and where each stands: open, provisional, closed or locked',
    params: StatementParams,
    returns: StatementsShape,
    answer: (ask, { params }, deps) => answerStatements(ask, params, allocationSettings(deps)),
  },
  {
    kind: 'question',
    path: '/allocation/statements/{month}',
    summary: 'One month by team, as issued where it is locked, with the movements of earlier months apart',
    params: StatementParams,
    returns: StatementShape,
    answer: (ask, { params, path }, deps) =>
      answerStatement(ask, path('month'), params, allocationSettings(deps)),
  },
  {
    kind: 'action',
    method: 'post',
    path: '/allocation/statements',
    summary: 'Issues the statement of a month, which locks its figures',
    body: IssueStatement,
    handle: issue,
  },
  {
    kind: 'action',
    method: 'get',
    path: '/allocation/statements/{month}/export',
    summary: 'A statement as CSV or Excel',
    params: StatementExportParams,
    files: FILES,
    handle: (context, deps) =>
      download(context, deps, (ask, params) =>
        exportStatement(ask, context.req.param('month') ?? '', params, allocationSettings(deps)),
      ),
  },
  {
    kind: 'action',
    method: 'get',
    path: '/allocation/export',
    summary: 'The showback table as CSV or Excel',
    params: ShowbackParams,
    files: FILES,
    handle: (context, deps) =>
      download(context, deps, async (ask, params) =>
        exportShowback(ask, params, allocationSettings(deps), await teamBudgets(ask, deps)),
      ),
  },
]

async function issue(context: Context<AppEnv>, deps: AppDeps): Promise<Response> {
  const asked = await readJson(context, IssueStatement)
  const settings = allocationSettings(deps)
  const now = deps.clock()
  await deps.db.writer.withTransaction(async (connection) => {
    const ask = { connection, now, state: await readDataState(connection, now) }
    await issueStatement(ask, asked, settings, actorOf(context))
  })
  const params = new URLSearchParams(asked.currency === undefined ? {} : { currency: asked.currency })
  const answer = await deps.readPool.run((connection) =>
    withAsk(connection, now, (ask) => answerStatement(ask, asked.month, params, settings)),
  )
  return context.json(answer)
}

async function download(
  context: Context<AppEnv>,
  { readPool, clock }: AppDeps,
  make: (ask: Ask, params: URLSearchParams) => Promise<ExportFile>,
): Promise<Response> {
  const params = new URL(context.req.url).searchParams
  const file = await readPool.run(
    (connection) => withAsk(connection, clock(), (ask) => make(ask, params)),
    context.req.raw.signal,
  )
  context.header('content-disposition', `attachment; filename="${file.name}"`)
  return context.body(stream(file), 200, { 'content-type': file.type })
}
