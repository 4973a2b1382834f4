import type { DuckDBConnection } from '@duckdb/node-api'
import { AppError } from '../../errors.ts'
import { readModel } from './run-rows.ts'

interface NewNote {
  readonly id: string
  readonly report: string
  readonly run: string
  readonly author: string
  readonly text: string
  readonly now: string
}

/** Keeps what a meeting noted beside a run, whose figures stay as they are. @throws NOT_FOUND */
export async function keepNote(connection: DuckDBConnection, given: NewNote): Promise<void> {
  const { report, run } = given
  if ((await readModel(connection, { report, run })) === undefined)
    throw new AppError('NOT_FOUND', `There is no run "${run}" of the report "${report}".`)
  await connection.run(
    'insert into report_note values ($id, $report, $run, $author, $text, $now::timestamp)',
    { ...given },
  )
}
