import { z } from 'zod'
import { Count, type Query } from '../db/query.ts'

/** First and last day of each account and currency, and how many facts they have. */
export const accountsQuery = {
  name: 'data-state.accounts',
  sql: `
    select provider, billing_account, currency, count(*) as facts, min(day) as day_min,
      coalesce(max(day) filter (where day <= $today::date), max(day)) as day_max,
      max(day) as day_last
    from cost_fact
    group by provider, billing_account, currency
    order by provider, billing_account, currency
  `,
  params: z.object({ today: z.string() }),
  row: z.object({
    provider: z.string(),
    billing_account: z.string(),
    currency: z.string(),
    facts: Count,
    day_min: z.string(),
    day_max: z.string(),
    day_last: z.string(),
  }),
} satisfies Query<z.ZodType, z.ZodType>

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
