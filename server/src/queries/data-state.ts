import type { DuckDBConnection } from '@duckdb/node-api'
import type { Metric } from '@outlay/shared/dimensions'
import { type Day, toDay } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import type { PromotedTags } from './dimension-sql.ts'
import { movedDays, overallThrough, settledThrough } from './settled.ts'

/** What every answer needs to know of the data as a whole; changes only with the data version and the day. */
export interface DataState {
  /** Changes with every commit; ETags and caches hang on it. */
  readonly dataVersion: string
  readonly today: Day
  readonly oldestDay: Day | null
  /** Newest day with costs, days in the future left out. */
  readonly newestDay: Day | null
  readonly accounts: readonly AccountState[]
  /** Last complete day of the accounts that still deliver, and the day after it. */
  readonly dataThrough: Day | null
  readonly partialFrom: Day | null
  /** Largest billed total first. */
  readonly currencies: readonly string[]
  readonly promoted: PromotedTags
  /** Days on which an account's history turns from one grain to another. */
  readonly grainChanges: readonly GrainChange[]
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

export interface GrainChange {
  readonly provider: string
  readonly billingAccount: string
  readonly day: Day
  readonly from: string
  readonly to: string
}

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
    newestDay:
      accounts
        .map((account) => account.to)
        .toSorted()
        .at(-1) ?? null,
    accounts,
    ...through,
    currencies: ordered(accounts, await runQuery(connection, currenciesQuery, {})),
    promoted: new Map((await runQuery(connection, promotedQuery, {})).map((row) => [row.key, row.slot])),
    grainChanges: (await runQuery(connection, grainChangesQuery, {})).map(({ billing_account, ...row }) => ({
      ...row,
      billingAccount: billing_account,
    })),
    faults: { billed: false, ...(faults ?? NO_FAULTS) },
  }
}

/** Identity of the database and its number of commits, e.g. `3f2a9c1e-42`. */
export async function readDataVersion(connection: DuckDBConnection): Promise<string> {
  const settings = new Map((await runQuery(connection, versionQuery, {})).map((row) => [row.key, row.value]))
  return `${(settings.get('database_id') ?? 'memory').slice(0, 8)}-${settings.get('commits') ?? '0'}`
}

/** The currencies of the facts, in the order of the ledger. */
function ordered(
  accounts: readonly { readonly currency: string }[],
  bySize: readonly { readonly currency: string }[],
): readonly string[] {
  const known = [...new Set(accounts.map(({ currency }) => currency))].toSorted()
  const order = new Map(bySize.map(({ currency }, index) => [currency, index]))
  return known.toSorted((a, b) => (order.get(a) ?? order.size) - (order.get(b) ?? order.size))
}

function least(days: readonly Day[]): Day | null {
  return days.toSorted()[0] ?? null
}

export const accountsQuery = {
  name: 'data-state.accounts',
  sql: `
    select provider, billing_account, currency, min(day) as day_min,
      coalesce(max(day) filter (where day <= $today::date), max(day)) as day_max
    from cost_fact
    group by provider, billing_account, currency
    order by provider, billing_account, currency
  `,
  params: z.object({ today: z.string() }),
  row: z.object({
    provider: z.string(),
    billing_account: z.string(),
    currency: z.string(),
    day_min: z.string(),
    day_max: z.string(),
  }),
} satisfies Query<z.ZodType, z.ZodType>

const NO_FAULTS = { gap: false, effective: false, contracted: false, list: false }

/** Answered from the statistics of the columns, without a scan. */
export const faultsQuery = {
  name: 'data-state.faults',
  sql: `
    select coalesce(max(gap_lines), 0) > 0 as gap, count(*) > count(effective) as effective,
      count(*) > count(contracted) as contracted, count(*) > count(list) as list
    from cost_fact
  `,
  params: z.object({}),
  row: z.object({ gap: z.boolean(), effective: z.boolean(), contracted: z.boolean(), list: z.boolean() }),
} satisfies Query<z.ZodType, z.ZodType>

/** By their size in the ledger, which is small: the facts themselves would have to be summed. */
export const currenciesQuery = {
  name: 'data-state.currencies',
  sql: `
    select currency
    from import_day
    where counts
    group by currency
    order by abs(sum(billed - case when whole then 0 else alone_billed end)) desc, currency
  `,
  params: z.object({}),
  row: z.object({ currency: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

export const promotedQuery = {
  name: 'data-state.promoted',
  sql: `select key, slot from promoted_tag order by slot`,
  params: z.object({}),
  row: z.object({ key: z.string(), slot: z.int() }),
} satisfies Query<z.ZodType, z.ZodType>

export const versionQuery = {
  name: 'data-state.version',
  sql: `select key, value from setting where key in ('database_id', 'commits')`,
  params: z.object({}),
  row: z.object({ key: z.string(), value: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

export const grainChangesQuery = {
  name: 'data-state.grain-changes',
  sql: `
    with grain_day as (
      select import.provider, import.billing_account, import_day.day, min(import.grain) as grain
      from import_day
      join import on import.id = import_day.import_id
      where import_day.counts and import.provider is not null and import.billing_account is not null
      group by import.provider, import.billing_account, import_day.day
    ),
    step as (
      select provider, billing_account, day, grain,
        lag(grain) over (partition by provider, billing_account order by day) as earlier
      from grain_day
    )
    select provider, billing_account, day, earlier as "from", grain as "to"
    from step
    where earlier <> grain
    order by day, provider, billing_account
  `,
  params: z.object({}),
  row: z.object({
    provider: z.string(),
    billing_account: z.string(),
    day: z.string(),
    from: z.string(),
    to: z.string(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
