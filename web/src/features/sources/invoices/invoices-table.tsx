import type { Reconciliation } from '@outlay/shared/invoices'
import { monthStart } from '@outlay/shared/period'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { ViewLink } from '../../../components/ui/view-link.tsx'
import { canonicalFilters, isFilter } from '../../../lib/filters.ts'
import { formatMoneyChange, formatMoneyExact, formatMonth } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { valueLabel } from '../../../lib/labels.ts'
import { InvoiceNotes } from './invoice-notes.tsx'
import { REASON_LABEL, RESULT_LABEL, STATE_LABEL } from './invoice-words.ts'

const COLUMNS = [
  { label: 'Month' },
  { label: 'Account' },
  { label: 'State' },
  { label: 'Billed by its lines', num: true },
  { label: 'Invoiced', num: true },
  { label: 'Difference', num: true },
  { label: 'Result' },
]

/** Less than this is written as 0.00. */
const HALF_CENT = 0.005

/** Lines and invoices of each account and month side by side, newest first. */
export function InvoicesTable({ rows }: { readonly rows: readonly Reconciliation[] }) {
  return (
    <ScrollRegion className="is-tall" label="Invoices against the lines of the bill">
      <table className="table">
        <caption className="sr-only">Invoices against the lines of the bill</caption>
        <TableHead columns={COLUMNS} />
        <tbody>
          {rows.map((row) => (
            <InvoiceRow key={`${row.month} ${row.billingAccount} ${row.currency}`} row={row} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function InvoiceRow({ row }: { readonly row: Reconciliation }) {
  const {
    month,
    provider,
    billingAccount,
    billingAccountName,
    state,
    why,
    billed,
    invoiced,
    difference,
    currency,
    result,
  } = row
  return (
    <tr>
      <th scope="row" className="nowrap">
        {formatMonth(month)}
      </th>
      <td className="invoice-account">
        <ViewLink
          to="/explore"
          change={(view) => ({
            ...view,
            ...{
              metric: 'billed',
              charges: 'all',
              currency,
              report: null,
              team: null,
              by: 'service',
              by2: null,
            },
            period: aroundMonth(month),
            compare: 'none',
            filters: canonicalFilters([
              isFilter('billingAccount', billingAccount),
              isFilter('billingPeriod', month.slice(0, 7)),
            ]),
            selected: null,
            local: {},
          })}
        >
          {isolate(billingAccountName ?? billingAccount)}
        </ViewLink>
        <p className="row-note">
          {valueLabel('provider', provider)}
          {billingAccountName !== null && (
            <>
              {' '}
              · <bdi>{billingAccount}</bdi>
            </>
          )}
        </p>
      </td>
      <td>
        {STATE_LABEL[state]}
        <p className="row-note invoice-why">{why}</p>
      </td>
      <td className="num">
        <data value={billed}>{formatMoneyExact(billed, currency)}</data>
      </td>
      <td className="num">
        {invoiced === null ? (
          <span className="muted">–</span>
        ) : (
          <data value={invoiced}>{formatMoneyExact(invoiced, currency)}</data>
        )}
      </td>
      <td className="num">
        {difference === null ? <span className="muted">–</span> : formatMoneyChange(difference, currency)}
      </td>
      <td>
        <span className={`invoice-result is-${result}`}>{RESULT_LABEL[result]}</span>
        <Reasons row={row} />
        <InvoiceNotes invoices={row.invoices} />
      </td>
    </tr>
  )
}

/** A billing period may hold days before and after its month: Google's are Pacific, corrections come later. */
function aroundMonth(month: string): string {
  return `${monthStart(month, -2)}..${monthStart(month, 3)}`
}

function Reasons({ row: { reasons, currency } }: { readonly row: Reconciliation }) {
  const told = reasons.filter(({ id, amount }) => id !== 'rounding' || Math.abs(Number(amount)) >= HALF_CENT)
  if (told.length === 0) return null
  return (
    <p className="row-note">
      {told.map(({ id, amount }) => `${REASON_LABEL[id]} ${formatMoneyChange(amount, currency)}`).join(', ')}
    </p>
  )
}
