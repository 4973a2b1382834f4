import type { DuckDBConnection } from '@duckdb/node-api'
import type { ReportRunAnswer } from '@outlay/shared/report-answers'
import { AppError } from '../errors.ts'
import { readModel, readNotes, readRuns } from './runs/run-rows.ts'

/** Answers `GET /reports/{id}/runs/{run}`: the report as it was kept. @throws NOT_FOUND */
export async function answerRun(
  connection: DuckDBConnection,
  key: { readonly report: string; readonly run: string },
): Promise<ReportRunAnswer> {
  const model = await readModel(connection, key)
  const card = (await readRuns(connection)).find(
    ({ report, run }) => report === key.report && run === key.run,
  )
  if (model === undefined || card === undefined)
    throw new AppError('NOT_FOUND', `There is no run "${key.run}" of the report "${key.report}".`)
  const { report: _report, ...rest } = card
  return { data: { ...rest, model, notes: await readNotes(connection, key) } }
}
