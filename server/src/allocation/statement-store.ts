import type { DuckDBConnection } from '@duckdb/node-api'
import { CHARGES, METRICS } from '@outlay/shared/dimensions'
import type { Day } from '@outlay/shared/period'
import { z } from 'zod'
import { Count, Money, type Query, runQuery } from '../db/query.ts'

/** A statement as it was issued; nothing changes it. */
export type IssuedStatement = z.output<typeof Issued>
/** Of the month itself where `about_month` is the month, else the movement of an earlier one. */
export type IssuedLine = z.output<typeof Line>

/** All statements of a currency, oldest month first. */
export function readIssued(connection: DuckDBConnection, currency: string): Promise<IssuedStatement[]> {
  return runQuery(connection, issuedQuery, { currency })
}

/** Their lines. */
export function readIssuedLines(connection: DuckDBConnection, currency: string): Promise<IssuedLine[]> {
  return runQuery(connection, linesQuery, { currency })
}

export interface NewStatement extends Omit<IssuedStatement, 'issued_at'> {
  readonly now: string
  readonly lines: readonly Omit<IssuedLine, 'month'>[]
}

/** Writes a statement and its lines. */
export async function insertStatement(connection: DuckDBConnection, given: NewStatement): Promise<void> {
  const { lines, now, ...statement } = given
  await connection.run(
    `insert into allocation_statement
       (month, currency, metric, charges, issued_at, actor, rules_version, data_through, total)
     values ($month::date, $currency, $metric, $charges, $now::timestamp, $actor, $rules_version,
       $data_through::date, $total::decimal(38, 14))`,
    { ...statement, now: now.replace('Z', '') },
  )
  for (const { about_month, team, direct, shared, total } of lines) {
    await connection.run(
      `insert into allocation_statement_line
       values ($month::date, $currency, $about_month::date, $team, $direct::decimal(38, 14),
         $shared::decimal(38, 14), $total::decimal(38, 14))`,
      { month: statement.month, currency: statement.currency, about_month, team, direct, shared, total },
    )
  }
}

/** Accounts that have costs in a month. */
export function readMonthAccounts(
  connection: DuckDBConnection,
  currency: string,
): Promise<{ month: Day; provider: string; billing_account: string }[]> {
  return runQuery(connection, accountsQuery, { currency })
}

const Issued = z.object({
  month: z.string(),
  currency: z.string(),
  metric: z.enum(METRICS),
  charges: z.enum(CHARGES),
  issued_at: z.string(),
  actor: z.string(),
  rules_version: Count,
  data_through: z.string().nullable(),
  total: Money,
})

const issuedQuery = {
  name: 'allocation.statements',
  sql: `
    select month, currency, metric, charges, strftime(issued_at, '%Y-%m-%dT%H:%M:%SZ') as issued_at, actor,
      rules_version, data_through, total
    from allocation_statement
    where currency = $currency
    order by month
  `,
  params: z.object({ currency: z.string() }),
  row: Issued,
} satisfies Query<z.ZodType, z.ZodType>

const Line = z.object({
  month: z.string(),
  about_month: z.string(),
  team: z.string().nullable(),
  direct: Money,
  shared: Money,
  total: Money,
})

const linesQuery = {
  name: 'allocation.statement-lines',
  sql: `
    select month, about_month, team, direct, shared, total
    from allocation_statement_line
    where currency = $currency
    order by month, about_month desc, total desc, team
  `,
  params: z.object({ currency: z.string() }),
  row: Line,
} satisfies Query<z.ZodType, z.ZodType>

const accountsQuery = {
  name: 'allocation.month-accounts',
  sql: `
    select distinct month, provider, billing_account
    from cost_fact
    where currency = $currency
    order by all
  `,
  params: z.object({ currency: z.string() }),
  row: z.object({ month: z.string(), provider: z.string(), billing_account: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
