import { type Day, monthStart } from '@outlay/shared/period'
import type { CreditMonth } from '@outlay/shared/promises'
import { z } from 'zod'
import { Money, type Query, runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'
import { historyStart } from '../../queries/history.ts'

const MONTHS = 12

/** What credits took off the bill of its last twelve months, by provider, and the bill without them. */
export async function readCreditMonths(ask: Ask): Promise<readonly CreditMonth[]> {
  const { today, newestDay } = ask.state
  const last = newestDay !== null && newestDay < today ? newestDay : today
  const start = monthStart(last, 1 - MONTHS)
  const rows = await runQuery(ask.connection, creditMonthsQuery, { start })
  return rows.map(({ without_credits, ...row }) => ({
    ...row,
    withoutCredits: without_credits,
    partial: isPartial(ask, row),
  }))
}

function isPartial(
  { state }: Ask,
  { month, provider, currency }: { month: Day; provider: string; currency: string },
) {
  const filters = [{ dimension: 'provider', op: 'is', values: [provider] }] as const
  const first = historyStart(state, { currency, filters })
  const over = state.partialFrom !== null && monthStart(month, 1) <= state.partialFrom
  return !over || (first !== null && first > month)
}

export const creditMonthsQuery = {
  name: 'commitments.credit-months',
  sql: `
    select month, provider, currency, -sum(billed) filter (where charge_category = 'Credit') as burn, sum(billed) as billed,
      sum(billed) filter (where charge_category <> 'Credit') as without_credits
    from cost_fact
    where month >= $start::date
    group by month, provider, currency
    having count(*) filter (where charge_category = 'Credit') > 0
    order by month desc, provider, currency
  `,
  params: z.object({ start: z.string() }),
  row: z.object({
    month: z.string(),
    provider: z.string(),
    currency: z.string(),
    burn: Money,
    billed: Money,
    without_credits: Money.nullable().transform((amount) => amount ?? '0'),
  }),
} satisfies Query<z.ZodType, z.ZodType>
