import type { DuckDBConnection } from '@duckdb/node-api'
import type { ReportModel } from '@outlay/shared/reports'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/open.ts'
import { type Query, runQuery } from '../../db/query.ts'
import type { Logger } from '../../log.ts'
import { readDataState } from '../../queries/data-state.ts'
import type { Asked } from '../ask-report.ts'
import { type ReportEntry, reportLibrary } from '../library.ts'
import { digestMessage } from '../runs/digest-message.ts'
import { keepRun } from '../runs/keep-run.ts'
import { runId, runPath } from '../runs/run-id.ts'
import { type DueDecision, decideDue } from './decide.ts'

export interface CheckDeps {
  readonly db: Db
  readonly config: Config
  readonly clock: Clock
  readonly log: Logger
  make(asked: Asked): Promise<ReportModel>
  readonly poke?: () => void
}

/** Sends every configured report that is due, one after the other; one that fails does not keep the others. */
export async function checkSchedule(deps: CheckDeps): Promise<void> {
  const due = await readDue(deps)
  for (const { entry, decision } of due) {
    if (decision.what !== 'send') continue
    const { period, trigger } = decision
    try {
      await send(deps, entry, { period: period.key, trigger })
    } catch (error) {
      deps.log.error({ err: error, report: entry.id, period: period.key }, 'a report could not be made')
    }
  }
}

interface Sending {
  readonly period: string
  readonly trigger: 'schedule' | 'catch-up'
}

async function send(deps: CheckDeps, entry: ReportEntry, { period, trigger }: Sending): Promise<void> {
  const { db, config, clock, log, make, poke } = deps
  const model = await make({ entry, period })
  const run = runId(period, entry.team)
  const links = { publicUrl: config.publicUrl, permalink: runPath(entry.id, run) }
  const message = await digestMessage(model, links, entry.id)
  const given = { entry, run, trigger, model, message, recipients: entry.recipients }
  const kept = await db.writer.withTransaction((connection) =>
    keepRun(connection, given, clock().toISOString()),
  )
  if (!kept) return
  log.info({ report: entry.id, run, trigger, recipients: entry.recipients.length }, 'a report was queued')
  poke?.()
}

interface Due {
  readonly entry: ReportEntry
  readonly decision: DueDecision
}

/** What is to be done for every report that has a timetable; a schedule that is new is noted. */
async function readDue({ db, config, clock }: CheckDeps): Promise<readonly Due[]> {
  const entries = reportLibrary(config).filter(({ timetable }) => timetable !== null)
  if (entries.length === 0) return []
  const now = clock()
  const connection = await db.connect()
  try {
    const seen = new Set((await runQuery(connection, seenQuery, {})).map(({ report }) => report))
    const fresh = entries.filter(({ id }) => !seen.has(id))
    // A commit makes every cached answer old: none where nothing is new.
    if (fresh.length > 0) await noteSchedules(db, fresh, now)
    return await decideAll(connection, entries, now)
  } finally {
    connection.closeSync()
  }
}

async function noteSchedules(db: Db, entries: readonly ReportEntry[], now: Date): Promise<void> {
  await db.writer.withTransaction(async (connection) => {
    for (const { id } of entries) await connection.run(NOTE_SCHEDULE, { report: id, now: now.toISOString() })
  })
}

const NOTE_SCHEDULE = 'insert into report_schedule values ($report, $now::timestamp) on conflict do nothing'

/** Where every timetable stands at `now`; reads only. */
export async function decideAll(
  connection: DuckDBConnection,
  entries: readonly ReportEntry[],
  now: Date,
): Promise<readonly Due[]> {
  const { dataThrough } = await readDataState(connection, now)
  const seen = new Map((await runQuery(connection, seenQuery, {})).map((row) => [row.report, row.first_seen]))
  const made = new Set(
    (await runQuery(connection, madeQuery, {})).map(({ report, run }) => `${report}\n${run}`),
  )
  return entries.flatMap((entry) => {
    const { timetable, kind, team, id } = entry
    if (timetable === null) return []
    const decision = decideDue({
      ...{ kind: kind.period, timetable, now, dataThrough },
      firstSeen: new Date(seen.get(id) ?? now),
      isMade: (period) => made.has(`${id}\n${runId(period, team)}`),
    })
    return [{ entry, decision }]
  })
}

const seenQuery = {
  name: 'reports.schedules',
  sql: `select report, strftime(first_seen, '%Y-%m-%dT%H:%M:%S.%gZ') as first_seen from report_schedule`,
  params: z.object({}),
  row: z.object({ report: z.string(), first_seen: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

const madeQuery = {
  name: 'reports.made',
  sql: 'select report, run from report_run',
  params: z.object({}),
  row: z.object({ report: z.string(), run: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
