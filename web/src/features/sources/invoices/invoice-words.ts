import type { MonthState, Reason, ReconciliationResult } from '@outlay/shared/invoices'

export const RESULT_LABEL: Readonly<Record<ReconciliationResult, string>> = {
  matched: '✓ Matched',
  explained: '✓ Explained',
  unexplained: '✗ Unexplained',
  no_invoice: 'No invoice',
}

export const STATE_LABEL: Readonly<Record<MonthState, string>> = {
  open: 'Open',
  provisional: 'Provisional',
  closed: 'Closed',
  locked: 'Locked',
}

/** What an invoice lacks of the lines, or has more. */
export const REASON_LABEL: Readonly<Record<Reason['id'], string>> = {
  tax: 'without tax',
  credits: 'before credits',
  adjustments: 'without corrections',
  late_rows: 'before rows that came later',
  other_invoices: 'without other invoices',
  rounding: 'rounding',
}
