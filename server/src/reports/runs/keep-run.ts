import type { DuckDBConnection } from '@duckdb/node-api'
import type { ReportRunCard } from '@outlay/shared/report-answers'
import { viewReport } from '@outlay/shared/report-view'
import type { ReportModel } from '@outlay/shared/reports'
import { fingerprintOf, idOf } from '../../alerts/alert-rows.ts'
import { enqueue, record } from '../../alerts/outbox/enqueue.ts'
import type { ReportEntry } from '../library.ts'
import type { DigestMessage } from './digest-message.ts'

export interface NewRun {
  readonly entry: ReportEntry
  readonly run: string
  readonly trigger: ReportRunCard['trigger']
  readonly model: ReportModel
  readonly message: DigestMessage
  readonly recipients: readonly string[]
}

/**
 * Keeps a run and what it sends, in the caller's transaction: both or neither, so that a killed server neither sends
 * twice nor forgets. False where the run is there already.
 */
export async function keepRun(connection: DuckDBConnection, given: NewRun, now: string): Promise<boolean> {
  const { entry, run, trigger, model } = given
  const key = { report: entry.id, run }
  const found = await connection.runAndReadAll(
    'select 1 from report_run where report = $report and run = $run',
    key,
  )
  if (found.currentRowCount > 0) return false
  await connection.run(INSERT_RUN, {
    ...key,
    team: model.scope.team,
    teamName: model.scope.name,
    period: model.period.key,
    trigger,
    partial: !model.data.complete,
    subject: viewReport(model).subject,
    model: JSON.stringify(model),
    dataVersion: model.data.dataVersion,
    now,
  })
  await sendRun(connection, given, { key: '', now })
  return true
}

const INSERT_RUN = `
  insert into report_run (report, run, team, team_name, period, made_by, partial, subject, model, data_version, created_at)
  values ($report, $run, $team, $teamName, $period, $trigger, $partial, $subject, $model, $dataVersion, $now::timestamp)`

/** Queues a run for its recipients; each key is sent once a recipient. */
export async function sendRun(
  connection: DuckDBConnection,
  { entry, run, model, message, recipients }: Omit<NewRun, 'trigger'>,
  { key, now }: { readonly key: string; readonly now: string },
): Promise<void> {
  const fingerprint = {
    kind: 'report',
    entity: entry.id,
    rule: 'report',
    period: run,
    revision: null,
  } as const
  // Alerts are what carries messages: this one asks nobody for anything.
  await record(
    connection,
    {
      ...fingerprint,
      team: model.scope.team,
      message,
      figure: null,
      recipients: [],
      silent: 'A report is no alert.',
    },
    now,
  )
  const alertId = idOf('alt', fingerprintOf(fingerprint))
  for (const channel of recipients)
    await enqueue(connection, { alertId, channel, action: 'report', key, payload: null }, now)
}
