import type { DuckDBConnection } from '@duckdb/node-api'
import { addDays } from '@outlay/shared/period'
import type { AccountState } from '../../queries/data-state.ts'

/** Days that rules look at: costs are those of the last 30 complete ones, patterns may reach back further. */
export const WINDOW_DAYS = 30
const LINE_DAYS = 60
/** A billing account without a complete day for so long is gone. */
const GONE_DAYS = 10

/**
 * Table `rule_window`: a row per billing account with its last complete day.
 * - `provider`, `billing_account` text
 * - `line_start`, `start_day`, `end_day` date: 60 and 30 days before, and the day after the last complete one
 * - `window_days` integer: complete days of history in the 30-day window; costs are scaled by 30 / window_days
 */
export async function createWindows(
  connection: DuckDBConnection,
  accounts: readonly AccountState[],
  lastDay: string | null,
): Promise<void> {
  await connection.run(`
    create or replace temp table rule_window (
      provider varchar, billing_account varchar, line_start date, start_day date, end_day date, window_days integer)`)
  for (const [key, group] of grouped(accounts)) {
    const through = group
      .map((account) => account.through)
      .toSorted()
      .at(-1)
    const from = group.map((account) => account.from).toSorted()[0]
    if (through === undefined || from === undefined) continue
    if (lastDay !== null && through < addDays(lastDay, -GONE_DAYS)) continue
    const end = addDays(through, 1)
    const [provider = '', account = ''] = key.split('\0')
    await connection.run(
      `insert into rule_window
       select $provider, $account, $end::date - ${LINE_DAYS}, $end::date - ${WINDOW_DAYS}, $end::date,
         least(${WINDOW_DAYS}, $end::date - $from::date)
       where $end::date > $from::date`,
      { provider, account, end, from },
    )
  }
}

function grouped(accounts: readonly AccountState[]): Map<string, AccountState[]> {
  const groups = new Map<string, AccountState[]>()
  for (const account of accounts) {
    const key = `${account.provider}\0${account.billingAccount}`
    groups.set(key, [...(groups.get(key) ?? []), account])
  }
  return groups
}
