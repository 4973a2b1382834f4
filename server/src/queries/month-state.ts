import type { MonthState } from '@outlay/shared/invoices'
import { addDays, type Day, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'

/** A month of one billing account. */
export interface AccountMonth {
  readonly provider: string
  readonly billingAccount: string
  /** First day. */
  readonly month: Day
  readonly currency: string
}

/** Google closes an invoice month this many days after its end. Source: finops.md §3. */
const GOOGLE_DAYS = 5

/**
 * Where months stand: `open` while they run; `provisional` once they are over; `closed` when the provider's final is
 * there: an invoice of the month in the files or entered here, all its lines with an invoice id, or for Google five days
 * after its end; `locked` when a statement of the month was issued here.
 */
export async function readMonthStates({
  connection,
  state,
}: Pick<Ask, 'connection' | 'state'>): Promise<(month: AccountMonth) => MonthState> {
  const invoiced = new Set(
    (await runQuery(connection, invoicedQuery, {})).map(({ account, month }) => `${account} ${month}`),
  )
  const locked = new Set(
    (await runQuery(connection, lockedQuery, {})).map(({ month, currency }) => `${month} ${currency}`),
  )
  return (month) => {
    const next = monthStart(month.month, 1)
    if (locked.has(`${month.month} ${month.currency}`)) return 'locked'
    if (state.today < next) return 'open'
    if (month.provider === 'gcp' && state.today >= addDays(next, GOOGLE_DAYS)) return 'closed'
    const key = `${month.billingAccount.toLowerCase()} ${month.month.slice(0, 7)}`
    return invoiced.has(key) ? 'closed' : 'provisional'
  }
}

export const invoicedQuery = {
  name: 'month-state.invoiced',
  sql: `
    select lower(billing_account_id) as account, billing_period as month from invoice
    union
    select lower(billing_account_id), billing_period from entered_invoice
    union
    select lower(billing_account), strftime(billing_period, '%Y-%m')
    from bill_month
    group by 1, 2
    having count(*) = count(invoice_id)
  `,
  params: z.object({}),
  row: z.object({ account: z.string(), month: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

export const lockedQuery = {
  name: 'month-state.locked',
  sql: `select distinct month, currency from allocation_statement`,
  params: z.object({}),
  row: z.object({ month: z.string(), currency: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
