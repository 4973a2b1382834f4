import { groupBy } from '@outlay/shared/group-by'
import type { Invoice, Reconciliation } from '@outlay/shared/invoices'
import { type Amount, addAmounts } from '@outlay/shared/money'
import type { AccountMonth, MonthStanding } from '../queries/month-state.ts'
import type { BillPart } from './bill-months.ts'
import type { KnownInvoice } from './known-invoices.ts'
import { judge } from './reasons.ts'

export interface Given {
  readonly parts: readonly BillPart[]
  readonly invoices: readonly KnownInvoice[]
  readonly stateOf: (month: AccountMonth) => MonthStanding
  /** What later deliveries added to a month once it was over. */
  readonly lateOf: (month: AccountMonth) => Amount
}

/** Lines and invoices of each account, month and currency side by side. Invoices without any line stand alone. */
export function reconcile({ parts, invoices, stateOf, lateOf }: Given): readonly Reconciliation[] {
  const bills = groupBy(parts, ({ billing_account, month, currency }) =>
    keyOf(billing_account, month, currency),
  )
  const papers = groupBy(invoices, ({ account, month, currency }) => keyOf(account, month, currency))
  const keys = [...new Set([...bills.keys(), ...papers.keys()])]
  return keys
    .map((key) => one(bills.get(key) ?? [], papers.get(key) ?? [], stateOf, lateOf))
    .toSorted((a, b) => b.month.localeCompare(a.month) || placeOf(a).localeCompare(placeOf(b)))
}

function keyOf(account: string, month: string, currency: string): string {
  return JSON.stringify([account.toLowerCase(), month, currency])
}

function placeOf({ provider, billingAccount, currency }: Reconciliation): string {
  return JSON.stringify([provider, billingAccount, currency])
}

function one(
  bill: readonly BillPart[],
  known: readonly KnownInvoice[],
  stateOf: Given['stateOf'],
  lateOf: Given['lateOf'],
): Reconciliation {
  const [part, paper] = [bill[0], known[0]]
  const month: AccountMonth = {
    provider: part?.provider ?? 'unknown',
    billingAccount: part?.billing_account ?? paper?.account ?? '',
    month: part?.month ?? paper?.month ?? '',
    currency: part?.currency ?? paper?.currency ?? '',
  }
  const figures = {
    billed: sum(bill, 'billed'),
    tax: sum(bill, 'tax'),
    credits: sum(bill, 'credits'),
    adjustments: sum(bill, 'adjustments'),
    lateRows: lateOf(month),
  }
  return {
    ...month,
    billingAccountName: part?.billing_account_name ?? null,
    ...stateOf(month),
    ...figures,
    lines: bill.reduce((lines, each) => lines + each.lines, 0),
    invoices: known.map((each) => toInvoice(each, bill)),
    ...verdict(figures, bill, known),
  }
}

function sum(bill: readonly BillPart[], figure: 'billed' | 'tax' | 'credits' | 'adjustments'): Amount {
  return addAmounts(bill.map((part) => part[figure]))
}

function verdict(
  {
    billed,
    tax,
    credits,
    adjustments,
    lateRows,
  }: Record<'billed' | 'tax' | 'credits' | 'adjustments' | 'lateRows', Amount>,
  bill: readonly BillPart[],
  known: readonly KnownInvoice[],
): Pick<Reconciliation, 'invoiced' | 'difference' | 'tolerance' | 'result' | 'reasons'> {
  if (known.length === 0) {
    return { invoiced: null, difference: null, tolerance: null, result: 'no_invoice', reasons: [] }
  }
  const invoiced = addAmounts(known.map(({ amount }) => amount))
  const other_invoices = addAmounts(othersOf(bill, known).map((part) => part.billed))
  return {
    invoiced,
    ...judge(invoiced, billed, { tax, credits, adjustments, late_rows: lateRows, other_invoices }),
  }
}

/** Lines that name an invoice which is not here; none where no line names one that is. */
function othersOf(bill: readonly BillPart[], known: readonly KnownInvoice[]): readonly BillPart[] {
  const ids = new Set(known.map(({ invoiceId }) => invoiceId))
  const others = bill.filter(({ invoice_id }) => invoice_id !== null && !ids.has(invoice_id))
  return others.length < bill.length ? others : []
}

function toInvoice(
  { id, invoiceId, amount, issuer, enteredAt, actor, note }: KnownInvoice,
  bill: readonly BillPart[],
): Invoice {
  const named = bill.filter((part) => part.invoice_id === invoiceId)
  return {
    id,
    invoiceId,
    amount,
    issuer,
    billed: named.length === 0 ? null : sum(named, 'billed'),
    enteredAt,
    actor,
    note,
  }
}
