import { addDays, type Day } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'
import type { DataState } from '../../queries/data-state.ts'
import { overallThrough } from '../../queries/settled.ts'

/**
 * The data with every day in it that all sources which still deliver have delivered: a day counts as delivered when the
 * bill of an account holds it and arrived after it had ended. That is two to three days before its figures settle
 * (finops.md §3), until when they may still change.
 */
export async function deliveredState({
  connection,
  state,
}: Pick<Ask, 'connection' | 'state'>): Promise<DataState> {
  const arrivals = new Map(
    (await runQuery(connection, arrivalsQuery, {})).map((row) => [
      keyOf(row.provider, row.account),
      row.arrived,
    ]),
  )
  const accounts = state.accounts.map((account) => {
    const arrived = arrivals.get(keyOf(account.provider, account.billingAccount)) ?? state.today
    return { ...account, through: least(account.to, addDays(arrived, -1)) }
  })
  const { dataThrough } = overallThrough(accounts, state.today)
  const through = latest(state.dataThrough, dataThrough)
  return { ...state, dataThrough: through, partialFrom: through === null ? null : addDays(through, 1) }
}

const keyOf = (provider: string, account: string) => `${provider}\0${account}`

function least(a: Day, b: Day): Day {
  return a < b ? a : b
}

function latest(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}

/** The day (UTC) on which a bill of each account arrived last. */
const arrivalsQuery = {
  name: 'reports.arrivals',
  sql: `
    select provider, billing_account as account, max(seen_at)::date::varchar as arrived
    from import
    where state = 'counted' and provider is not null and billing_account is not null
    group by provider, billing_account
    order by provider, billing_account
  `,
  params: z.object({}),
  row: z.object({ provider: z.string(), account: z.string(), arrived: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
