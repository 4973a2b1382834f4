import type { DuckDBConnection } from '@duckdb/node-api'
import type { Metric } from '@outlay/shared/dimensions'
import { type Day, toDay } from '@outlay/shared/period'
import { runQuery } from '../db/query.ts'
import {
  accountsQuery,
  currenciesQuery,
  faultsQuery,
  promotedQuery,
  versionQuery,
} from './data-state-queries.ts'
import type { PromotedTags } from './dimension-sql.ts'
import { type LedgerFaults, readLedgerFaults } from './ledger-faults.ts'
import { movedDays, overallThrough, settledThrough } from './settled.ts'

/** What every answer needs to know of the data as a whole; changes only with the data version and the day. */
export interface DataState {
  /** Changes with every commit; ETags and caches hang on it. */
  readonly dataVersion: string
  readonly today: Day
  readonly oldestDay: Day | null
  /** Newest day with costs, days in the future left out. */
  readonly newestDay: Day | null
  /** Newest day of all, which may lie in the future: a fee can be billed ahead. */
  readonly lastDay: Day | null
  readonly accounts: readonly AccountState[]
  /** Last complete day of the accounts that still deliver, and the day after it. */
  readonly dataThrough: Day | null
  readonly partialFrom: Day | null
  /** Largest billed total first. */
  readonly currencies: readonly string[]
  readonly promoted: PromotedTags
  /** Where the ledger knows of days that are coarser or less than they look. */
  readonly ledger: LedgerFaults
  /** Where no line has a fault, no query needs to look for it. */
  readonly faults: { readonly gap: boolean } & Readonly<Record<Metric, boolean>>
}

export interface AccountState {
  readonly provider: string
  readonly billingAccount: string
  readonly currency: string
  readonly from: Day
  readonly to: Day
  readonly through: Day
}

const NO_FAULTS = { gap: false, effective: false, contracted: false, list: false }

/** Reads the state; `now` decides which days are old enough to be complete. */
export async function readDataState(connection: DuckDBConnection, now: Date): Promise<DataState> {
  const today = toDay(now)
  const rows = await runQuery(connection, accountsQuery, { today })
  const moved = await movedDays(connection, today)
  const [faults] = await runQuery(connection, faultsQuery, {})
  const accounts = rows.map((row) => ({
    provider: row.provider,
    billingAccount: row.billing_account,
    currency: row.currency,
    from: row.day_min,
    to: row.day_max,
    through: settledThrough(row.provider, row.billing_account, row.day_max, now, moved),
  }))
  const through = overallThrough(accounts, today)
  return {
    dataVersion: await readDataVersion(connection),
    today,
    oldestDay: least(accounts.map((account) => account.from)),
    lastDay:
      rows
        .map((row) => row.day_last)
        .toSorted()
        .at(-1) ?? null,
    newestDay:
      accounts
        .map((account) => account.to)
        .toSorted()
        .at(-1) ?? null,
    accounts,
    ...through,
    currencies: ordered(rows, await runQuery(connection, currenciesQuery, {})),
    promoted: new Map((await runQuery(connection, promotedQuery, {})).map((row) => [row.key, row.slot])),
    ledger: await readLedgerFaults(connection),
    faults: { billed: false, ...(faults ?? NO_FAULTS) },
  }
}

/** Identity of the database and its number of commits, e.g. `3f2a9c1e-42`. */
export async function readDataVersion(connection: DuckDBConnection): Promise<string> {
  const settings = new Map((await runQuery(connection, versionQuery, {})).map((row) => [row.key, row.value]))
  return `${(settings.get('database_id') ?? 'memory').slice(0, 8)}-${settings.get('commits') ?? '0'}`
}

/** The currencies of the facts, in the order of the ledger; those that it lacks behind them, by their facts. */
function ordered(
  accounts: readonly { readonly currency: string; readonly facts: number }[],
  bySize: readonly { readonly currency: string }[],
): readonly string[] {
  const facts = new Map<string, number>()
  for (const row of accounts) facts.set(row.currency, (facts.get(row.currency) ?? 0) + row.facts)
  const inLedger = bySize.map(({ currency }) => currency).filter((currency) => facts.has(currency))
  const others = [...facts]
    .filter(([currency]) => !inLedger.includes(currency))
    .toSorted((a, b) => b[1] - a[1])
  return [...inLedger, ...others.map(([currency]) => currency)]
}

function least(days: readonly Day[]): Day | null {
  return days.toSorted()[0] ?? null
}
