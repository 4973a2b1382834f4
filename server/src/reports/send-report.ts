import { randomUUID } from 'node:crypto'
import { teamRecipients } from '../alerts/recipients.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/open.ts'
import { AppError } from '../errors.ts'
import { findReport, type ReportEntry } from './library.ts'
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
  const entry = findReport(deps.reporting.config, request.report)
  return request.run === undefined ? sendNew(entry, request, deps) : sendAgain(entry, request.run, deps)
}

async function sendNew(entry: ReportEntry, request: SendRequest, deps: SendDeps): Promise<string> {
  const { reporting, db, clock } = deps
  const { team, period, deliver = true } = request
  const model = await reporting.make({ entry, team, period })
  const run = handRunId(model.period.key, model.scope.team, clock())
  const message = await write(deps, entry, { run, model })
  const recipients = deliver ? recipientsFor(entry, model.scope.team, deps) : []
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
  const recipients = recipientsFor(entry, model.scope.team, deps)
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
  return digestMessage(model, links, entry.id)
}

/** A report of a team goes to that team, whichever list the report has for the whole company. */
function recipientsFor(entry: ReportEntry, team: string | null, { reporting }: SendDeps): readonly string[] {
  return entry.team === team ? entry.recipients : teamRecipients(team, reporting.config)
}
