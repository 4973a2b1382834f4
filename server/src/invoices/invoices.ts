import type { InvoicesAnswer, Reconciliation } from '@outlay/shared/invoices'
import { addAmounts } from '@outlay/shared/money'
import { type Day, monthInWords, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import { Money, type Query, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import { shortMoney } from '../queries/money-text.ts'
import { type AccountMonth, readMonthStates } from '../queries/month-state.ts'
import { readParams } from '../queries/params.ts'
import { billMonthsQuery } from './bill-months.ts'
import { readKnownInvoices } from './known-invoices.ts'
import { reconcile } from './reconcile.ts'

const MONTHS_DEFAULT = 13

const MonthText = z
  .string()
  .refine((text) => /^20\d\d-(0[1-9]|1[0-2])$/.test(text), { error: 'must be a month, as YYYY-MM' })

export const InvoicesParams = z.strictObject({
  month: MonthText.optional().describe(`One billing period. Default: the last ${MONTHS_DEFAULT} of the data`),
  billingAccount: z.string().max(500).optional(),
})

/**
 * Holds invoices against the lines of the bill, for each billing account, billing period and currency: billed and all
 * charges, because that is what is invoiced. Source: finops.md §1, §3, §6.
 */
export async function answerInvoices(ask: Ask, params: URLSearchParams): Promise<InvoicesAnswer> {
  const { month, billingAccount } = readParams(InvoicesParams, params)
  const range =
    month === undefined ? lastMonths(ask) : { start: `${month}-01`, end: monthStart(`${month}-01`, 1) }
  const all = await reconcileMonths(ask, range)
  const data = all.filter((row) => billingAccount === undefined || row.billingAccount === billingAccount)
  return {
    sentence: sentence(data),
    data,
    meta: { ...range, sql: billMonthsQuery.sql.trim(), params: range },
  }
}

/** Lines and invoices of the billing periods that begin in the range. */
export async function reconcileMonths(
  ask: Ask,
  range: { readonly start: Day; readonly end: Day },
): Promise<readonly Reconciliation[]> {
  const parts = await runQuery(ask.connection, billMonthsQuery, range)
  const late = await readLateRows(ask, range)
  return reconcile({
    parts,
    invoices: await readKnownInvoices(ask.connection, range),
    stateOf: await readMonthStates(ask),
    lateOf: (each) => late.get(keyOf(each)) ?? '0',
  })
}

function lastMonths({ state }: Ask) {
  const end = monthStart(state.newestDay ?? state.today, 1)
  return { start: monthStart(end, -MONTHS_DEFAULT), end }
}

function keyOf({ billingAccount, month, currency }: Omit<AccountMonth, 'provider'>): string {
  return JSON.stringify([billingAccount, month, currency])
}

/** What deliveries changed once the month was over and its invoice could have been written: from its 3rd day after. */
async function readLateRows({ connection }: Ask, { start, end }: { start: Day; end: Day }) {
  const rows = await runQuery(connection, lateRowsQuery, { start: start.slice(0, 7), end: end.slice(0, 7) })
  return new Map(
    rows.map(({ billing_account, billing_period, currency, moved }) => [
      keyOf({ billingAccount: billing_account, month: `${billing_period}-01`, currency }),
      moved,
    ]),
  )
}

export const lateRowsQuery = {
  name: 'invoices.late-rows',
  sql: `
    select billing_account, billing_period, currency, sum(billed_after - billed_before) as moved
    from restatement
    where billing_period >= $start and billing_period < $end
      and created_at >= (billing_period || '-01')::date + interval 1 month + interval 3 day
    group by billing_account, billing_period, currency
    having sum(billed_after - billed_before) <> 0
  `,
  params: z.object({ start: z.string(), end: z.string() }),
  row: z.object({
    billing_account: z.string(),
    billing_period: z.string(),
    currency: z.string(),
    moved: Money,
  }),
} satisfies Query<z.ZodType, z.ZodType>

function sentence(data: readonly Reconciliation[]): string {
  const known = data.filter(({ result }) => result !== 'no_invoice')
  const [newest] = known
  if (newest === undefined)
    return 'No invoice is known yet, so nothing is held against the lines of the bill.'
  const month = known.filter(({ month: each }) => each === newest.month)
  const wrong = month.filter(({ result }) => result === 'unexplained')
  const name = monthInWords(newest.month)
  const count = `${month.length} ${month.length === 1 ? 'account' : 'accounts'}`
  if (wrong.length === 0) return `The invoices of ${name} agree with the lines of ${count}.`
  const amounts = [...new Set(wrong.map(({ currency }) => currency))].map((currency) =>
    shortMoney(
      addAmounts(
        wrong.flatMap((row) =>
          row.currency === currency && row.difference !== null ? [row.difference] : [],
        ),
      ),
      currency,
    ),
  )
  return `The invoices of ${name} differ from the lines of ${wrong.length} of ${count} by ${amounts.join(' and ')} that nothing explains.`
}
