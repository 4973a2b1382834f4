import { randomUUID } from 'node:crypto'
import type { ReportScope } from '@outlay/shared/reports'
import { teamRecipients } from '../alerts/recipients.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/open.ts'
import { AppError } from '../errors.ts'
import { findReport, type ReportEntry, readLibrary } from './library.ts'
import type { Reporting } from './reporting.ts'
import { digestMessage } from './runs/digest-message.ts'
import { keepRun, sendRun } from './runs/keep-run.ts'
import { handRunId, runPath } from './runs/run-id.ts'
import { readModel } from './runs/run-rows.ts'

export interface SendDeps {
  readonly db: Db
  readonly reporting: Reporting
  readonly clock: Clock
}

export interface SendRequest {
  readonly report: string
  /** A kept run, which is sent again as it is; else a new one is made. */
  readonly run?: string | undefined
  readonly team?: string | null | undefined
  readonly period?: string | undefined
  /** False keeps the run and tells nobody. */
  readonly deliver?: boolean | undefined
}

/** Sends a kept run again, or makes one and sends it. Returns the run's id. @throws NOT_FOUND, INVALID_INPUT */
export async function sendReport(request: SendRequest, deps: SendDeps): Promise<string> {
  const { db, reporting } = deps
  const connection = await db.connect()
  const library = await readLibrary(connection, reporting.config).finally(() => connection.closeSync())
  const entry = findReport(library, request.report)
  return request.run === undefined ? sendNew(entry, request, deps) : sendAgain(entry, request.run, deps)
}

async function sendNew(entry: ReportEntry, request: SendRequest, deps: SendDeps): Promise<string> {
  const { reporting, db, clock } = deps
  const { team, period, deliver = true } = request
  const model = await reporting.make({ entry, team, period })
  const run = handRunId(model.period.key, model.scope.team, clock())
  const message = await write(deps, entry, { run, model })
  const recipients = deliver ? recipientsFor(entry, model.scope, deps) : []
  const given = { entry, run, trigger: 'hand', model, message, recipients } as const
  await db.writer.withTransaction((connection) => keepRun(connection, given, clock().toISOString()))
  return run
}

async function sendAgain(entry: ReportEntry, run: string, deps: SendDeps): Promise<string> {
  const { db, clock } = deps
  const connection = await db.connect()
  const model = await readModel(connection, { report: entry.id, run }).finally(() => connection.closeSync())
  if (model === undefined)
    throw new AppError('NOT_FOUND', `There is no run "${run}" of the report "${entry.id}".`)
  const message = await write(deps, entry, { run, model })
  const recipients = recipientsFor(entry, model.scope, deps)
  await db.writer.withTransaction((writing) =>
    sendRun(
      writing,
      { entry, run, model, message, recipients },
      { key: randomUUID(), now: clock().toISOString() },
    ),
  )
  return run
}

function write(
  { reporting }: SendDeps,
  entry: ReportEntry,
  { run, model }: { readonly run: string; readonly model: Parameters<typeof digestMessage>[0] },
) {
  const links = { publicUrl: reporting.config.publicUrl, permalink: runPath(entry.id, run) }
  return digestMessage(model, links, entry)
}

/**
 * A report of another team than its own goes to that team, and one of everything to the usual channels, whichever list
 * the report has: its readers hear of their own scope alone.
 */
function recipientsFor(
  { team, filters, recipients }: ReportEntry,
  scope: Pick<ReportScope, 'team' | 'filters'>,
  { reporting }: SendDeps,
): readonly string[] {
  const isOwn = team === scope.team && filters.join('\n') === scope.filters.join('\n')
  return isOwn ? recipients : teamRecipients(scope.team, reporting.config)
}
