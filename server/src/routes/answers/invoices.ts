import type { Invoice, InvoicesAnswer, Reason, Reconciliation } from '@outlay/shared/invoices'
import { z } from 'zod'
import { Amount, Day, Instant } from './common.ts'

const InvoiceShape = z.strictObject({
  id: z.string().nullable().describe('Of an invoice that was entered here; null for one of a file'),
  invoiceId: z.string(),
  amount: Amount,
  issuer: z.string().nullable().describe('Who invoices, where a file tells'),
  billed: Amount.nullable().describe('Lines of the bill with its id; null where no line names it'),
  enteredAt: Instant.nullable(),
  actor: z.string().nullable(),
  note: z.string().nullable(),
}) satisfies z.ZodType<Invoice>

const ReasonShape = z.strictObject({
  id: z.enum(['tax', 'credits', 'adjustments', 'late_rows', 'other_invoices', 'rounding']),
  amount: Amount.describe('What it adds to the invoice against the lines'),
}) satisfies z.ZodType<Reason>

const Row = z.strictObject({
  provider: z.string(),
  billingAccount: z.string(),
  billingAccountName: z.string().nullable(),
  month: Day,
  currency: z.string(),
  state: z.enum(['open', 'provisional', 'closed', 'locked']),
  why: z.string().describe('Why it stands there'),
  billed: Amount,
  tax: Amount,
  credits: Amount,
  adjustments: Amount,
  lateRows: Amount,
  lines: z.int(),
  invoices: z.array(InvoiceShape),
  invoiced: Amount.nullable(),
  difference: Amount.nullable().describe('Invoiced − billed'),
  tolerance: Amount.nullable(),
  result: z.enum(['matched', 'explained', 'unexplained', 'no_invoice']),
  reasons: z.array(ReasonShape).describe('They add up to the difference where it is matched or explained'),
}) satisfies z.ZodType<Reconciliation>

export const InvoicesShape = z.strictObject({
  sentence: z.string(),
  data: z.array(Row),
  meta: z.strictObject({
    start: Day,
    end: Day,
    sql: z.string(),
    params: z.record(z.string(), z.unknown()),
  }),
}) satisfies z.ZodType<InvoicesAnswer>
