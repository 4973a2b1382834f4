import { defineSideKind, type SideDataset } from './side-kind.ts'
import { currencyCode, firstReason, oneOf, reason } from './validation.ts'

/** FOCUS 1.4 Invoice Detail: several rows make one invoice. Source: the FOCUS specification, dataset Invoice Detail. */
const FOCUS_INVOICE_DETAIL: SideDataset = {
  name: 'FOCUS invoice detail',
  marks: ['InvoiceDetailId', 'InvoiceIssueStatus'],
  columns: {
    invoice_id: 'InvoiceId',
    billing_account_id: 'BillingAccountId',
    billing_period: { name: 'BillingPeriodStart', sql: (column) => `left(trim(${column}), 7)` },
    currency: 'BillingCurrency',
    amount: 'BilledCost',
    issuer: 'InvoiceIssuerName',
    status: 'InvoiceIssueStatus',
    detail_id: 'InvoiceDetailId',
    updated_at: 'InvoiceDetailLastUpdated',
  },
}

/** What was invoiced, to reconcile the bill with. A credit note has a negative amount. */
export const invoices = defineSideKind({
  id: 'invoices',
  columns: [
    { name: 'invoice_id', type: 'text', required: true },
    { name: 'billing_account_id', type: 'text', required: true },
    { name: 'billing_period', type: 'text', required: true },
    { name: 'currency', type: 'text', required: true },
    { name: 'amount', type: 'decimal', required: true },
    { name: 'issuer', type: 'text' },
    { name: 'status', type: 'text' },
    { name: 'detail_id', type: 'text' },
    { name: 'updated_at', type: 'time' },
  ],
  datasets: [FOCUS_INVOICE_DETAIL],
  key: ['invoice_id', 'billing_account_id', 'billing_period', 'currency', 'issuer', 'detail_id'],
  validate: firstReason([
    reason(
      `not regexp_full_match(billing_period, '20[0-9]{2}-(0[1-9]|1[0-2])')`,
      `'billing_period ' || billing_period || ' is not a month such as 2026-07'`,
    ),
    currencyCode('currency'),
    reason(
      `status not in ${oneOf(['Open', 'Issued', 'Voided'])}`,
      `'status ' || status || ' is none of Open, Issued, Voided'`,
    ),
  ]),
})
