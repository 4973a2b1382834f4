import type { Restatement } from '@outlay/shared/api'
import { subtractAmounts } from '@outlay/shared/money'
import { useState } from 'react'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { EmptyState } from '../../components/ui/states.tsx'
import { formatCount, formatDay, formatMoney, formatMoneyChange } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'

const SHOWN = 10

/** What moved after it had been imported: day by service, before and after, arrival apart from restatement. */
export function RestatementsTable({ restatements }: { readonly restatements: readonly Restatement[] }) {
  const [all, setAll] = useState(false)
  if (restatements.length === 0) return <EmptyState title="No imported day has changed since" />
  const shown = all ? restatements : restatements.slice(0, SHOWN)
  return (
    <>
      <ScrollRegion label="Restatements">
        <table className="table">
          <caption className="sr-only">Restatements by day and service</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Service</th>
              <th scope="col">Kind</th>
              <th scope="col" className="num">
                Billed before
              </th>
              <th scope="col" className="num">
                Billed after
              </th>
              <th scope="col" className="num">
                Change
              </th>
              <th scope="col" className="num">
                Effective change
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((moved) => (
              <tr key={`${moved.importId} ${moved.day} ${moved.service} ${moved.currency}`}>
                <th scope="row">{formatDay(moved.day, 'year')}</th>
                <td>
                  {moved.service ?? 'No service'}
                  <p className="row-note">
                    {valueLabel('provider', moved.provider)} · {moved.billingAccount}
                  </p>
                </td>
                <td>{moved.phase}</td>
                <td className="num muted">{formatMoney(moved.billedBefore, moved.currency)}</td>
                <td className="num">{formatMoney(moved.billedAfter, moved.currency)}</td>
                <td className="num">{change(moved.billedBefore, moved.billedAfter, moved.currency)}</td>
                <td className="num">{change(moved.effectiveBefore, moved.effectiveAfter, moved.currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {restatements.length > SHOWN && (
        <p className="table-foot">
          Showing {shown.length} of {formatCount(restatements.length)}
          <button type="button" className="button small" onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : 'Show all'}
          </button>
        </p>
      )}
    </>
  )
}

function change(before: string, after: string, currency: string): string {
  return formatMoneyChange(subtractAmounts(after, before), currency)
}
