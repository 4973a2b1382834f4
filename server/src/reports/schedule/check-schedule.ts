import type { ReportModel } from '@outlay/shared/reports'
import type { Clock } from '../../clock.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/open.ts'
import type { Logger } from '../../log.ts'
import type { Asked } from '../ask-report.ts'
import { type ReportEntry, readLibrary } from '../library.ts'
import { digestMessage } from '../runs/digest-message.ts'
import { keepRun } from '../runs/keep-run.ts'
import { runId, runPath } from '../runs/run-id.ts'
import { type Due, readDue, readMissed, readSchedules } from './read-due.ts'

export interface CheckDeps {
  readonly db: Db
  readonly config: Config
  readonly clock: Clock
  readonly log: Logger
  make(asked: Asked): Promise<ReportModel>
  readonly poke?: () => void
}

/**
 * Sends every report that is due, one after the other, and keeps those whose time has passed; one that fails does not
 * keep the others.
 */
export async function checkSchedule(deps: CheckDeps): Promise<void> {
  for (const { entry, decision, missed } of await readAllDue(deps)) {
    const steps: readonly Sending[] = [
      // The older ones first, so that the one that is sent can name them.
      ...missed.map(({ key }) => ({ period: key, trigger: 'missed' as const })),
      ...(decision.what === 'send' ? [{ period: decision.period.key, trigger: decision.trigger }] : []),
    ]
    for (const step of steps) {
      try {
        await send(deps, entry, step)
      } catch (error) {
        deps.log.error({ err: error, report: entry.id, period: step.period }, 'a report could not be made')
      }
    }
  }
}

interface Sending {
  readonly period: string
  readonly trigger: 'schedule' | 'catch-up' | 'missed'
}

async function send(deps: CheckDeps, entry: ReportEntry, { period, trigger }: Sending): Promise<void> {
  const { db, config, clock, log, make, poke } = deps
  const missed = trigger === 'missed' ? [] : await missedBefore(db, entry.id, period)
  const model = await make({ entry, period, missed })
  const run = runId(period, entry.team)
  const links = { publicUrl: config.publicUrl, permalink: runPath(entry.id, run) }
  const message = await digestMessage(model, links, entry)
  const recipients = trigger === 'missed' ? [] : entry.recipients
  const kept = await db.writer.withTransaction((connection) =>
    keepRun(connection, { entry, run, trigger, model, message, recipients }, clock().toISOString()),
  )
  if (!kept) return
  log.info({ report: entry.id, run, trigger, recipients: recipients.length }, 'a report was made')
  if (recipients.length > 0) poke?.()
}

async function missedBefore(db: Db, report: string, period: string): Promise<readonly string[]> {
  const connection = await db.connect()
  try {
    return await readMissed(connection, report, period)
  } finally {
    connection.closeSync()
  }
}

/** What is to be done for every report that has a timetable; a schedule that is new is noted. */
async function readAllDue({ db, config, clock }: CheckDeps): Promise<readonly Due[]> {
  const now = clock()
  const connection = await db.connect()
  try {
    const entries = (await readLibrary(connection, config)).filter(({ timetable }) => timetable !== null)
    if (entries.length === 0) return []
    const seen = await readSchedules(connection)
    const fresh = entries.filter(({ id }) => !seen.has(id))
    // A commit makes every cached answer old: none where nothing is new.
    if (fresh.length > 0) await noteSchedules(db, fresh, now)
    return await readDue(connection, entries, now)
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
