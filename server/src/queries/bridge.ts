import type { BridgeAnswer, BridgeStep } from '@outlay/shared/api'
import { z } from 'zod'
import { Money, runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'
import { BasisParams, type BasisQuestion, toBasisQuestion } from './costs-question.ts'
import { currencyTotals } from './currency-totals.ts'
import { missingDatasets } from './history-warnings.ts'
import { readParams } from './params.ts'
import { createBinder, whereSql } from './where-sql.ts'

export const BridgeParams = z.strictObject(BasisParams).omit({ metric: true, charges: true })

/**
 * From billed to effective, exact for each month, provider and billing account: billed all − tax − credits − prepaid
 * purchases (Purchase lines of a commitment or capacity block) + amortised used + amortised unused = effective cost.
 * What is left over stands as `unexplained`. Source: finops.md §1.
 */
export async function answerBridge(ask: Ask, params: URLSearchParams): Promise<BridgeAnswer> {
  const asked = toBasisQuestion(
    { ...readParams(BridgeParams, params), metric: 'billed', charges: 'all' },
    ask.state,
  )
  const question = { ...asked, currency: (await currencyTotals(ask, asked)).currency }
  const { sql, params: bound } = bridgeSql(question, ask)
  const rows = await runQuery(
    ask.connection,
    { name: 'bridge', sql, params: z.record(z.string(), z.string()), row: Row },
    bound,
  )
  const data = rows.flatMap(({ month, provider, billing_account, ...amounts }) =>
    month === null || provider === null || billing_account === null
      ? []
      : [{ month, provider, billingAccount: billing_account, steps: toSteps(amounts) }],
  )
  const total = rows.find((row) => row.month === null)
  const { currency, start, end } = question
  const warnings = (['billed', 'effective'] as const).flatMap((metric) =>
    missingDatasets(ask.state, { ...question, metric }),
  )
  return { data, meta: { currency, total: toSteps(total ?? NOTHING), start, end, warnings } }
}

/** Signs are those with which an amount enters the sum. */
function bridgeSql(question: BasisQuestion, ask: Ask) {
  const binder = createBinder()
  const charge = `charge_category not in ('Tax', 'Credit')`
  const total = (column: string, condition: string) =>
    `coalesce(sum(${column}) filter (where ${condition}), 0)`
  const sql = `
    with step as (
      select month, provider, billing_account,
        sum(billed) as billed_all,
        -${total('billed', `charge_category = 'Tax'`)} as tax,
        -${total('billed', `charge_category = 'Credit'`)} as credits,
        -${total('billed', `prepaid and ${charge}`)} as prepaid_purchases,
        ${total('effective - billed', `commitment_status = 'Used' and not prepaid and ${charge}`)} as amortised_used,
        ${total('effective - billed', `commitment_status = 'Unused' and not prepaid and ${charge}`)} as amortised_unused,
        ${total('effective', charge)} as effective_cost
      from cost_fact
      where ${whereSql(question, ask.state.promoted, binder)}
      group by grouping sets ((month, provider, billing_account), ())
    )
    select *,
      effective_cost - billed_all - tax - credits - prepaid_purchases - amortised_used - amortised_unused as unexplained
    from step
    where billed_all is not null
    order by month nulls last, provider, billing_account`
  return { sql, params: binder.params }
}

const STEPS = [
  ['billed_all', 'Billed, all charges'],
  ['tax', 'Tax'],
  ['credits', 'Credits'],
  ['prepaid_purchases', 'Prepaid purchases'],
  ['amortised_used', 'Amortised, used'],
  ['amortised_unused', 'Amortised, unused'],
  ['unexplained', 'Unexplained'],
  ['effective_cost', 'Effective cost'],
] as const satisfies readonly (readonly [BridgeStep['id'], string])[]

type Amounts = Readonly<Record<BridgeStep['id'], string>>

const NOTHING: Amounts = {
  billed_all: '0',
  tax: '0',
  credits: '0',
  prepaid_purchases: '0',
  amortised_used: '0',
  amortised_unused: '0',
  unexplained: '0',
  effective_cost: '0',
}

const Row = z.object({
  month: z.string().nullable(),
  provider: z.string().nullable(),
  billing_account: z.string().nullable(),
  billed_all: Money,
  tax: Money,
  credits: Money,
  prepaid_purchases: Money,
  amortised_used: Money,
  amortised_unused: Money,
  unexplained: Money,
  effective_cost: Money,
})

function toSteps(amounts: Amounts): BridgeStep[] {
  return STEPS.map(([id, label]) => ({ id, label, amount: amounts[id] }))
}
