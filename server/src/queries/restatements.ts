import type { Restatement } from '@outlay/shared/api'
import { addDays } from '@outlay/shared/period'
import { z } from 'zod'
import { Money, type Query, runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'
import { DayText } from './costs-question.ts'
import { readParams } from './params.ts'

const DAYS_DEFAULT = 90

export const RestatementsParams = z.strictObject({
  since: DayText.optional().describe(
    `Movements that arrived on this day or later. Default: the last ${DAYS_DEFAULT} days`,
  ),
})

export interface RestatementsAnswer {
  readonly data: readonly Restatement[]
  readonly meta: { readonly since: string; readonly truncated: boolean }
}

const ROWS_MAX = 5000

/** What later deliveries moved, newest first: by day and service, arrival inside the settling window apart. */
export async function answerRestatements(ask: Ask, params: URLSearchParams): Promise<RestatementsAnswer> {
  const since = readParams(RestatementsParams, params).since ?? addDays(ask.state.today, -DAYS_DEFAULT)
  const rows = await runQuery(ask.connection, restatementsQuery, { since, limit: String(ROWS_MAX + 1) })
  return {
    data: rows.slice(0, ROWS_MAX).map(toRestatement),
    meta: { since, truncated: rows.length > ROWS_MAX },
  }
}

function toRestatement(row: z.output<typeof restatementsQuery.row>): Restatement {
  return {
    importId: row.import_id,
    replaces: row.replaces,
    createdAt: row.created_at,
    provider: row.provider,
    billingAccount: row.billing_account,
    billingPeriod: row.billing_period,
    day: row.day,
    service: row.service,
    currency: row.currency,
    billedBefore: row.billed_before,
    billedAfter: row.billed_after,
    effectiveBefore: row.effective_before,
    effectiveAfter: row.effective_after,
    phase: row.phase,
  }
}

export const restatementsQuery = {
  name: 'restatements',
  sql: `
    select import_id, replaces, strftime(created_at, '%Y-%m-%dT%H:%M:%SZ') as created_at, provider, billing_account,
      billing_period, day, service, currency, billed_before, billed_after, effective_before, effective_after, phase
    from restatement
    where created_at >= $since::date
    order by restatement.created_at desc, import_id, day, service nulls last
    limit $limit::bigint
  `,
  params: z.object({ since: z.string(), limit: z.string() }),
  row: z.object({
    import_id: z.string(),
    replaces: z.string(),
    created_at: z.string(),
    provider: z.string(),
    billing_account: z.string(),
    billing_period: z.string(),
    day: z.string(),
    service: z.string().nullable(),
    currency: z.string(),
    billed_before: Money,
    billed_after: Money,
    effective_before: Money,
    effective_after: Money,
    phase: z.enum(['arrival', 'restatement']),
  }),
} satisfies Query<z.ZodType, z.ZodType>
