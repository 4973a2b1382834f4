import { defineSideKind } from './side-kind.ts'
import { currencyCode, firstReason, reason } from './validation.ts'

/** What was invoiced, to reconcile the bill with. A credit note has a negative amount. */
export const invoices = defineSideKind({
  id: 'invoices',
  columns: [
    { name: 'invoice_id', type: 'text', required: true },
    { name: 'billing_account_id', type: 'text', required: true },
    { name: 'billing_period', type: 'text', required: true },
    { name: 'currency', type: 'text', required: true },
    { name: 'amount', type: 'decimal', required: true },
  ],
  key: ['invoice_id', 'billing_account_id', 'billing_period', 'currency'],
  validate: firstReason([
    reason(
      `not regexp_full_match(billing_period, '20[0-9]{2}-(0[1-9]|1[0-2])')`,
      `'billing_period ' || billing_period || ' is not a month such as 2026-07'`,
    ),
    currencyCode('currency'),
  ]),
})
