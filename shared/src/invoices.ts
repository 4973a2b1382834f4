import type { Amount } from './money.ts'
import type { Day } from './period.ts'
import type { RunSql } from './working.ts'

/** Where a month of a bill stands. Source: finops.md §3. */
export type MonthState = 'open' | 'provisional' | 'closed' | 'locked'

/** Of an account's month: the same to 1 unit of currency or 0.01 %, different for known reasons, or different. */
export type ReconciliationResult = 'matched' | 'explained' | 'unexplained' | 'no_invoice'

export interface Invoice {
  /** Of an invoice that was entered here; null for one of a file. */
  readonly id: string | null
  readonly invoiceId: string
  readonly amount: Amount
  /** Who invoices, where a file tells. */
  readonly issuer: string | null
  /** What the lines of the bill with its id come to; null where no line names it. */
  readonly billed: Amount | null
  readonly enteredAt: string | null
  readonly actor: string | null
  readonly note: string | null
}

/** A reason why an invoice differs from the lines, with the amount that it adds to the invoice. */
export interface Reason {
  readonly id: 'tax' | 'credits' | 'adjustments' | 'late_rows' | 'other_invoices' | 'rounding'
  readonly amount: Amount
}

export interface Reconciliation {
  readonly provider: string
  readonly billingAccount: string
  readonly billingAccountName: string | null
  /** First day. */
  readonly month: Day
  readonly currency: string
  readonly state: MonthState
  /** Why it stands there, as a sentence. */
  readonly why: string
  /** All charges of the lines: BilledCost with tax and credits. */
  readonly billed: Amount
  /** Parts of `billed`. */
  readonly tax: Amount
  readonly credits: Amount
  readonly adjustments: Amount
  /** What later deliveries added once the month was over; part of `billed`. */
  readonly lateRows: Amount
  readonly lines: number
  readonly invoices: readonly Invoice[]
  /** Null without any invoice. */
  readonly invoiced: Amount | null
  /** Invoiced − billed. */
  readonly difference: Amount | null
  readonly tolerance: Amount | null
  readonly result: ReconciliationResult
  /** They add up to the difference where the result is `matched` or `explained`. */
  readonly reasons: readonly Reason[]
}

export interface InvoicesAnswer {
  /** One sentence of the last month that is over. */
  readonly sentence: string
  /** Newest month first. */
  readonly data: readonly Reconciliation[]
  readonly meta: RunSql & { readonly start: Day; readonly end: Day }
}

/** Body of `POST /invoices`; a credit note has a negative amount. */
export interface NewInvoice {
  readonly invoiceId: string
  readonly billingAccount: string
  /** `2026-10`. */
  readonly month: string
  readonly currency: string
  readonly amount: Amount
  readonly note?: string | undefined
}
