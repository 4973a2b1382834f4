import { z } from 'zod'
import { Count, Money, type Query } from '../db/query.ts'

/** What the lines of the bill come to by billing account, period, currency and the invoice that they name. */
export const billMonthsQuery = {
  name: 'invoices.bill-months',
  sql: `
    select provider, billing_account, max(billing_account_name) as billing_account_name, billing_period as month, currency,
      invoice_id, sum(billed) as billed, sum(tax) as tax, sum(credits) as credits, sum(adjustments) as adjustments,
      sum(lines) as lines
    from bill_month
    where billing_period >= $start::date and billing_period < $end::date
    group by provider, billing_account, billing_period, currency, invoice_id
    order by month desc, provider, billing_account, currency, invoice_id nulls last
  `,
  params: z.object({ start: z.string(), end: z.string() }),
  row: z.object({
    provider: z.string(),
    billing_account: z.string(),
    billing_account_name: z.string().nullable(),
    month: z.string(),
    currency: z.string(),
    /** Null on lines of no invoice yet. */
    invoice_id: z.string().nullable(),
    billed: Money,
    tax: Money,
    credits: Money,
    adjustments: Money,
    lines: Count,
  }),
} satisfies Query<z.ZodType, z.ZodType>

export type BillPart = Readonly<z.output<typeof billMonthsQuery.row>>
