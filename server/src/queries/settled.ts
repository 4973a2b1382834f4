import type { DuckDBConnection } from '@duckdb/node-api'
import { addDays, type Day, toDay } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'

/** Days after its end until a provider's day is old enough to be complete. AWS 48 h, Azure and Google 72 h. */
const LAG_DAYS: Readonly<Record<string, number>> = { aws: 2, azure: 3, gcp: 3 }
const LAG_OTHER = 3
/** A source that is this many days behind what it should have is late, and no longer holds the others back. */
const GRACE_DAYS = 3
/** How far back a movement still holds a day open; older ones are restatements. */
const WINDOW_DAYS = 14

/** Days of an account that moved by 0.5 % or more between its last two deliveries, by `provider\0account`. */
export type MovedDays = ReadonlyMap<string, readonly Day[]>

export async function movedDays(connection: DuckDBConnection, today: Day): Promise<MovedDays> {
  const moved = new Map<string, Day[]>()
  const since = addDays(today, -WINDOW_DAYS)
  for (const row of await runQuery(connection, movedDaysQuery, { since })) {
    const key = `${row.provider}\0${row.billing_account}`
    moved.set(key, [...(moved.get(key) ?? []), row.day])
  }
  return moved
}

/**
 * Last complete day of a source whose newest day is `newest`: old enough (AWS 48 h, Azure and Google 72 h after the end
 * of the day), and before the first recent day that still moved by 0.5 % between the last two deliveries.
 */
export function settledThrough(
  provider: string,
  billingAccount: string,
  newest: Day,
  now: Date,
  moved: MovedDays,
): Day {
  const oldEnough = lastOldEnough(provider, now)
  const candidate = newest < oldEnough ? newest : oldEnough
  const open = movedOf(moved, provider, billingAccount).filter((day) => day <= candidate)
  return open[0] === undefined ? candidate : addDays(open[0], -1)
}

/** True when the source lacks days that it should have delivered by now. */
export function isLate(provider: string, newest: Day, now: Date): boolean {
  return newest < addDays(lastOldEnough(provider, now), -GRACE_DAYS)
}

/** True when a provider's figures of `day` should stand: AWS 48 h, Azure and Google 72 h after its end. */
export function isOldEnough(provider: string, day: Day, now: Date): boolean {
  return day <= lastOldEnough(provider, now)
}

/** True when the account's day still moved by 0.5 % or more in the last delivery. */
export function hasMoved(moved: MovedDays, provider: string, billingAccount: string, day: Day): boolean {
  return movedOf(moved, provider, billingAccount).includes(day)
}

/** The day through which all sources that still deliver are complete; without any, the newest of the others. */
export function overallThrough(
  accounts: readonly { readonly to: Day; readonly through: Day }[],
  today: Day,
): { dataThrough: Day | null; partialFrom: Day | null } {
  const current = accounts.filter((account) => account.to >= addDays(today, -LAG_OTHER - 1 - GRACE_DAYS))
  const through =
    current.length > 0
      ? current.map((account) => account.through).toSorted()[0]
      : accounts
          .map((account) => account.through)
          .toSorted()
          .at(-1)
  return { dataThrough: through ?? null, partialFrom: through === undefined ? null : addDays(through, 1) }
}

function movedOf(moved: MovedDays, provider: string, billingAccount: string): readonly Day[] {
  return moved.get(`${provider}\0${billingAccount}`) ?? []
}

function lastOldEnough(provider: string, now: Date): Day {
  return addDays(toDay(now), -(LAG_DAYS[provider] ?? LAG_OTHER) - 1)
}

export const movedDaysQuery = {
  name: 'settled.moved-days',
  sql: `
    select restatement.provider, restatement.billing_account, restatement.day
    from restatement
    join import on import.id = restatement.import_id
    where import.state = 'counted' and restatement.day >= $since::date
      -- the same bytes again say that the day stands
      and import.seen_at = import.created_at
    group by restatement.provider, restatement.billing_account, restatement.day, restatement.currency
    having sum(billed_before) <> 0
      and abs(sum(billed_after) - sum(billed_before)) * 200 >= abs(sum(billed_before))
    order by restatement.day
  `,
  params: z.object({ since: z.string() }),
  row: z.object({ provider: z.string(), billing_account: z.string(), day: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
