import type { DuckDBConnection } from '@duckdb/node-api'
import { RUN_TRIGGERS, type RunTrigger } from '@outlay/shared/report-answers'
import { parsePeriod, periodBefore, periodName, type ReportPeriod } from '@outlay/shared/report-periods'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { readDataState } from '../../queries/data-state.ts'
import type { ReportEntry } from '../library.ts'
import { deliveredState } from '../model/delivered.ts'
import { type DueDecision, decideDue, missedPeriods } from './decide.ts'

export interface Due {
  readonly entry: ReportEntry
  readonly decision: DueDecision
  /** To be kept without telling anybody. */
  readonly missed: readonly ReportPeriod[]
}

/** Where every timetable stands at `now`; reads only. One that is paused or by hand alone is left out. */
export async function readDue(
  connection: DuckDBConnection,
  entries: readonly ReportEntry[],
  now: Date,
): Promise<readonly Due[]> {
  const state = await deliveredState({ connection, state: await readDataState(connection, now) })
  const seen = await readSchedules(connection)
  const made = new Set((await readMade(connection)).map(({ report, period }) => `${report}\n${period}`))
  return entries.flatMap((entry) => {
    const { timetable, kind, id, paused } = entry
    if (timetable === null || paused) return []
    const input = {
      ...{ kind: kind.period, timetable, now },
      ...{ oldestDay: state.oldestDay, deliveredThrough: state.dataThrough },
      firstSeen: seen.get(id) ?? now,
      isMade: (period: string) => made.has(`${id}\n${period}`),
    }
    return [{ entry, decision: decideDue(input), missed: missedPeriods(input) }]
  })
}

/** Since when each report is scheduled. */
export async function readSchedules(connection: DuckDBConnection): Promise<ReadonlyMap<string, Date>> {
  const rows = await runQuery(connection, seenQuery, {})
  return new Map(rows.map(({ report, first_seen }) => [report, new Date(first_seen)]))
}

/** Names of the periods before one that were kept and not sent, back to the last that was sent; the oldest first. */
export async function readMissed(
  connection: DuckDBConnection,
  report: string,
  key: string,
): Promise<readonly string[]> {
  const triggers = new Map<string, RunTrigger>()
  for (const row of await readMade(connection))
    if (row.report === report) triggers.set(row.period, row.made_by)
  const names: string[] = []
  let period = parsePeriod(key)
  while (period !== undefined) {
    period = periodBefore(period)
    if (triggers.get(period.key) !== 'missed') break
    names.unshift(periodName(period))
  }
  return names
}

function readMade(connection: DuckDBConnection) {
  return runQuery(connection, madeQuery, {})
}

const seenQuery = {
  name: 'reports.schedules',
  sql: `select report, strftime(first_seen, '%Y-%m-%dT%H:%M:%S.%gZ') as first_seen from report_schedule`,
  params: z.object({}),
  row: z.object({ report: z.string(), first_seen: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

/** By period, not by run: a report that was moved to another team does not tell the same week again. */
const madeQuery = {
  name: 'reports.made',
  sql: `select report, period, made_by from report_run where made_by <> 'hand' order by report, period`,
  params: z.object({}),
  row: z.object({ report: z.string(), period: z.string(), made_by: z.enum(RUN_TRIGGERS) }),
} satisfies Query<z.ZodType, z.ZodType>
