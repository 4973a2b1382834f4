import type { AllocationPreview } from '@outlay/shared/allocation'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { subtractAmounts } from '../../lib/amounts.ts'
import { formatCount, formatMoney, formatMoneyChange } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { rangeLabel } from '../../lib/labels.ts'

const COLUMNS = [
  { label: 'Team' },
  { label: 'Before', num: true },
  { label: 'After', num: true },
  { label: 'Change', num: true },
]

/** Teams whose total a change moves, and what stays without one. */
export function PreviewTable({ preview }: { readonly preview: AllocationPreview }) {
  const { currency, moved, before, after, reconciles } = preview
  const changed = preview.teams.filter((team) => team.before !== team.after)
  const rest = { team: null, before: before.unallocated, after: after.unallocated }
  const rows = [...changed, ...(rest.before === rest.after ? [] : [rest])]
    .map((row) => ({ ...row, change: subtractAmounts(row.after, row.before) }))
    .toSorted((a, b) => Math.abs(Number(b.change)) - Math.abs(Number(a.change)))
  return (
    <>
      <p>
        {moved.rows === 0
          ? 'No cost changes its team'
          : `${formatCount(moved.rows)} daily cost lines worth ${formatMoney(moved.cost, currency)} change their team`}{' '}
        in {rangeLabel(preview)}.{' '}
        {before.shared !== after.shared && (
          <>
            Shared: {formatMoney(before.shared, currency)} → {formatMoney(after.shared, currency)}.{' '}
          </>
        )}
        <span className="muted">
          {reconciles.ok ? '✔ still adds up to the total' : `✖ off by ${reconciles.difference}`}
        </span>
      </p>
      {rows.length > 0 && (
        <ScrollRegion label="Before and after" className="boxed preview-scroll">
          <table className="table">
            <caption className="sr-only">Total of each team before and after the change</caption>
            <TableHead columns={COLUMNS} />
            <tbody>
              {rows.map((row) => (
                <tr key={row.team ?? ''}>
                  <th scope="row">{row.team === null ? 'No team' : isolate(row.team)}</th>
                  <td className="num">{formatMoney(row.before, currency)}</td>
                  <td className="num">{formatMoney(row.after, currency)}</td>
                  <td className="num">{formatMoneyChange(row.change, currency)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </>
  )
}
