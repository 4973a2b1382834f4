import type { DayState, SourceDay, SourceWithDays } from '@outlay/shared/collect'
import { groupBy } from '@outlay/shared/group-by'
import { addDays } from '@outlay/shared/period'
import type { z } from 'zod'
import { runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'
import type { LoneDataset } from './ledger-faults.ts'
import { hasMoved, isOldEnough, type MovedDays, movedDays } from './settled.ts'
import { sourceDaysQuery } from './source-days-query.ts'

export type SourceDays = Pick<SourceWithDays, 'strip' | 'partialMonths'>

const STRIP_DAYS = 60

/**
 * Per source and billing account, by `sourceKey`, how far each of the last 60 days can be trusted (docs/operations.md,
 * "Completeness by day"). The strip begins with the source's first day where that is later.
 */
export async function sourceDays({ connection, state, now }: Ask): Promise<ReadonlyMap<string, SourceDays>> {
  const moved = await movedDays(connection, state.today)
  const since = addDays(state.today, 1 - STRIP_DAYS)
  const rows = await runQuery(connection, sourceDaysQuery, { since, today: state.today })
  const known = { now, moved, lone: state.ledger.loneDatasets }
  const strips = [...groupBy(rows, (row) => sourceKey(row.source, row.provider, row.billing_account))]
  return new Map(strips.map(([key, days]) => [key, toSourceDays(days, known)]))
}

export function sourceKey(source: string, provider: string | null, billingAccount: string | null): string {
  return JSON.stringify([source, provider, billingAccount])
}

type Row = z.output<typeof sourceDaysQuery.row>

interface Known {
  readonly now: Date
  readonly moved: MovedDays
  readonly lone: readonly LoneDataset[]
}

function toSourceDays(rows: readonly Row[], known: Known): SourceDays {
  const strip: readonly SourceDay[] = rows.map((row) => ({
    day: row.day,
    state: stateOf(row, known),
    grain: row.grain,
    countedBy: row.counted_by,
  }))
  const begun = rows.filter(({ day, first_day }) => day === first_day && !day.endsWith('-01'))
  const lacking = strip.filter(({ state }) => state === 'missing' || state === 'partial')
  const months = [...begun, ...lacking].map(({ day }) => day.slice(0, 7))
  return { strip, partialMonths: [...new Set(months)].toSorted() }
}

function stateOf(row: Row, { now, moved, lone }: Known): DayState {
  if (!isOldEnough(row.provider, row.day, now)) return 'arriving'
  if (!row.delivered) return 'missing'
  if (!row.whole || (row.counts && lone.some((each) => isLone(each, row)))) return 'partial'
  if (row.restated) return 'restated'
  return hasMoved(moved, row.provider, row.billing_account, row.day) ? 'arriving' : 'settled'
}

function isLone(lone: LoneDataset, { provider, billing_account, day }: Row): boolean {
  return lone.provider === provider && lone.billingAccount === billing_account && lone.days.includes(day)
}
