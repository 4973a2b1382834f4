import type { DuckDBConnection } from '@duckdb/node-api'
import { addDays, toDay } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import type { TrialAccount } from '../budgets/daily-spend.ts'

export interface Trials {
  readonly accounts: readonly TrialAccount[]
  /** The day from which the last of them may alert; null where none is on trial. */
  readonly until: string | null
}

/** Accounts that were connected less than `days` ago, by their first delivery. */
export async function trialAccounts(connection: DuckDBConnection, now: Date, days: number): Promise<Trials> {
  const since = new Date(now.getTime() - days * 86_400_000).toISOString()
  const rows = await runQuery(connection, trialsQuery, { since })
  const last = rows
    .map(({ connected }) => connected)
    .toSorted()
    .at(-1)
  return {
    accounts: rows.map(({ provider, billing_account }) => ({ provider, billingAccount: billing_account })),
    until: last === undefined ? null : addDays(toDay(new Date(last)), days),
  }
}

const trialsQuery = {
  name: 'alerts.trial-accounts',
  sql: `
    select provider, billing_account, strftime(min(created_at), '%Y-%m-%dT%H:%M:%SZ') as connected
    from import
    where kind = 'costs' and provider is not null and billing_account is not null and state <> 'failed'
    group by provider, billing_account
    having min(created_at) > $since::timestamp
    order by provider, billing_account
  `,
  params: z.object({ since: z.string() }),
  row: z.object({ provider: z.string(), billing_account: z.string(), connected: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
