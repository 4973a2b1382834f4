import type { DuckDBConnection } from '@duckdb/node-api'
import type { UnjudgedAccount } from '@outlay/shared/detect'
import type { Day } from '@outlay/shared/period'
import { z } from 'zod'
import { Count, type Query, runQuery } from '../../db/query.ts'
import { WARM_UP } from './watch.ts'

/** How many billing accounts there are, and those too short to be judged. */
export interface Accounts {
  readonly count: number
  readonly unjudged: readonly UnjudgedAccount[]
}

/** Billing accounts whose bill is too short for any day of it to be judged: their silence says nothing. */
export async function readAccounts(connection: DuckDBConnection, through: Day): Promise<Accounts> {
  const rows = await runQuery(connection, accountsQuery, { through })
  const unjudged = rows
    .filter(({ days }) => days <= WARM_UP)
    .map(({ provider, billing_account, name, days }) => ({
      provider,
      billingAccount: billing_account,
      name,
      days,
      needed: WARM_UP + 1,
    }))
  return { count: rows.length, unjudged }
}

/** Days from the first of an account up to the last that is settled, of the deliveries that count. */
const accountsQuery = {
  name: 'anomalies.accounts',
  sql: `
    select provider, billing_account, any_value(billing_account_name) as name,
      date_diff('day', min(day), least($through::date, max(day))) + 1 as days
    from import
    join import_day on import_day.import_id = import.id
    where kind = 'costs' and state = 'counted' and provider is not null and billing_account is not null
    group by provider, billing_account
    order by provider, billing_account
  `,
  params: z.object({ through: z.string() }),
  row: z.object({
    provider: z.string(),
    billing_account: z.string(),
    name: z.string().nullable(),
    days: Count,
  }),
} satisfies Query<z.ZodType, z.ZodType>
