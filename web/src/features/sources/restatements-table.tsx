import type { Restatement } from '@outlay/shared/api'
import { useState } from 'react'
import { MoreRows } from '../../components/table/more-rows.tsx'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { EmptyState } from '../../components/ui/states.tsx'
import { subtractAmounts } from '../../lib/amounts.ts'
import { formatDay, formatMoney, formatMoneyChange } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'

const COLUMNS = [
  { label: 'Day' },
  { label: 'Service' },
  { label: 'Kind' },
  { label: 'Billed before', num: true },
  { label: 'Billed after', num: true },
  { label: 'Change', num: true },
  { label: 'Effective change', num: true },
]

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
          <TableHead columns={COLUMNS} />
          <tbody>
            {shown.map((moved) => (
              <MovedRow
                key={`${moved.importId} ${moved.day} ${moved.service} ${moved.currency}`}
                moved={moved}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {restatements.length > SHOWN && (
        <MoreRows shown={shown.length} total={restatements.length} all={all} onAll={setAll} />
      )}
    </>
  )
}

function MovedRow({ moved }: { readonly moved: Restatement }) {
  return (
    <tr>
      <th scope="row" className="nowrap">
        {formatDay(moved.day, 'year')}
      </th>
      <td>
        <bdi>{moved.service ?? 'No service'}</bdi>
        <p className="row-note">
          {valueLabel('provider', moved.provider)} · <bdi>{moved.billingAccount}</bdi>
        </p>
      </td>
      <td>{moved.phase}</td>
      <td className="num muted">{formatMoney(moved.billedBefore, moved.currency)}</td>
      <td className="num">{formatMoney(moved.billedAfter, moved.currency)}</td>
      <td className="num">{change(moved.billedBefore, moved.billedAfter, moved.currency)}</td>
      <td className="num">{change(moved.effectiveBefore, moved.effectiveAfter, moved.currency)}</td>
    </tr>
  )
}

function change(before: string, after: string, currency: string): string {
  return formatMoneyChange(subtractAmounts(after, before), currency)
}
