import { addDays, monthStart, toDay } from '@outlay/shared/period'
import { z } from 'zod'
import type { CollectWindow, PlanContext } from '../collector.ts'
import { type BigQueryCalls, bigQueryCalls } from './bigquery-calls.ts'
import { type ExportTable, findExport } from './export-table.ts'
import { partitionsFrom } from './month-state.ts'
import { runQuery } from './run-query.ts'
import type { Settings } from './settings.ts'
import { changedMonthsSql } from './sql/changed-months.ts'

const MONTHS_BACK = 12
/** Rows may come into view later than their export time says. */
const LATE_MICROS = 6 * 3_600_000_000
const LATE_DAYS = 2
/** Version of a month without rows. */
export const NO_ROWS = '0'

const Changed = z.object({ month: z.string().regex(/^\d{6}$/), exported_until: z.number() })

/**
 * Months with the time of their newest export as version, so that only those are read that have rows which were not
 * there before. One query finds them, over the partitions since the last run. Throws CollectError.
 */
export async function monthWindows(settings: Settings, plan: PlanContext): Promise<CollectWindow[]> {
  const calls = await bigQueryCalls(settings, plan)
  const table = await findExport(calls, settings)
  const windows = monthsOf(plan)
  const changed = await changedMonths(calls, table, scanOf(windows, plan.remembered))
  return windows.map((window) => ({
    ...window,
    version: String(changed.get(window.key) ?? plan.remembered[window.key]?.version ?? NO_ROWS),
  }))
}

interface Scan {
  readonly partitionsFrom: string
  readonly exportedAfter: number
}

/**
 * From where to look: a little before the newest export that is known, or from the oldest month on that was never read.
 * Months after the newest export that is known need no look of their own.
 */
function scanOf(windows: readonly CollectWindow[], remembered: PlanContext['remembered']): Scan {
  const newest = Math.max(0, ...Object.values(remembered).map(({ version }) => Number(version ?? 0)))
  const known = newest === 0 ? '' : toDay(new Date(newest / 1000))
  const unread = windows.filter(({ key, since }) => remembered[key] === undefined && since <= known)
  const first = newest === 0 ? windows.at(-1) : unread.at(-1)
  if (first !== undefined) return { partitionsFrom: partitionsFrom(first.since), exportedAfter: 0 }
  return {
    partitionsFrom: `${addDays(known, -LATE_DAYS)}T00:00:00Z`,
    exportedAfter: newest - LATE_MICROS,
  }
}

/** Whole billing months up to the current one, newest first. */
function monthsOf({ today, range }: PlanContext): CollectWindow[] {
  const last = monthStart(today)
  const back = monthStart(last, -MONTHS_BACK)
  const first = range.since === undefined || range.since > back ? back : monthStart(range.since)
  const windows: CollectWindow[] = []
  for (let since = last; since >= first; since = monthStart(since, -1)) {
    windows.push({ key: since.slice(0, 7), since, until: monthStart(since, 1) })
  }
  return windows
}

async function changedMonths(
  calls: BigQueryCalls,
  table: ExportTable,
  scan: Scan,
): Promise<Map<string, number>> {
  const query = {
    name: 'gcp-changed-months',
    sql: changedMonthsSql(table),
    location: table.location,
    params: {
      partitions_from: { type: 'TIMESTAMP', value: scan.partitionsFrom },
      exported_after: { type: 'INT64', value: String(scan.exportedAfter) },
    },
  } as const
  const found = new Map<string, number>()
  for await (const page of runQuery(calls, query, Changed)) {
    for (const { month, exported_until } of page)
      found.set(`${month.slice(0, 4)}-${month.slice(4)}`, exported_until)
  }
  return found
}
