import type { CostRow, CostsAnswer } from '@outlay/shared/api'
import { useId } from 'react'
import { drillInto } from '../../lib/drill.ts'
import { formatMoney, formatShare } from '../../lib/format.ts'
import { dimensionLabel, METRIC_LABEL, restLabel, valueLabel } from '../../lib/labels.ts'
import { groupsOf } from '../../lib/request.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { sortRows } from './sort-rows.ts'

const SHOWN = 20

interface RankChartProps {
  readonly answer: CostsAnswer
  readonly names: ReadonlyMap<string, string>
}

/** Groups of the whole period by size, as bars with their figures: a table that is its own chart. */
export function RankChart({ answer: { data, meta }, names }: RankChartProps) {
  const id = useId()
  const view = useView()
  const groups = groupsOf(view)
  const sorted = groups.length === 1 ? sortRows(data, 'cost', view.by, names) : data.toSorted(bySize)
  const rows = sorted.slice(0, SHOWN)
  const largest = Math.max(...rows.map(({ cost }) => Math.abs(Number(cost))), 0)
  return (
    <figure className="chart rank" aria-labelledby={id}>
      <figcaption className="chart-head">
        <span id={id} className="card-title">
          Cost by {groups.map((dim) => dimensionLabel(dim).toLowerCase()).join(' and ')}
        </span>
        <span className="chart-unit">
          {METRIC_LABEL[meta.basis.metric]}, {meta.currency}, the whole period
        </span>
      </figcaption>
      <table className="rank-table">
        <thead className="sr-only">
          <tr>
            <th scope="col">Group</th>
            <th scope="col">Cost, {meta.currency}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <RankRow
              key={row.other === true ? '\u0000other' : JSON.stringify(row.group)}
              row={row}
              label={labelOf(row, names, meta.other?.members ?? null, groups)}
              largest={largest}
              total={Number(meta.total)}
              currency={meta.currency}
            />
          ))}
        </tbody>
      </table>
      {sorted.length > SHOWN && (
        <p className="muted">
          The {SHOWN} largest; all {sorted.length} stand in the table below.
        </p>
      )}
    </figure>
  )
}

interface RankRowProps {
  readonly row: CostRow
  readonly label: string
  readonly largest: number
  readonly total: number
  readonly currency: string
}

function RankRow({ row, label, largest, total, currency }: RankRowProps) {
  const view = useView()
  const setView = useSetView()
  const size = largest === 0 ? 0 : (Math.abs(Number(row.cost)) / largest) * 100
  const kind = row.other === true ? 'is-other' : row.group.every((value) => value === null) ? 'is-absent' : ''
  return (
    <tr>
      <th scope="row">
        {row.other === true || row.group.length > 1 ? (
          <span className="truncate">{label}</span>
        ) : (
          <button
            type="button"
            className="link-button truncate"
            title={label}
            onClick={() => setView(drillInto(view, view.by, row.group[0] ?? null))}
          >
            {label}
          </button>
        )}
      </th>
      <td>
        <span className="rank-cell">
          <span className="rank-track" aria-hidden="true">
            <span
              className={`rank-bar ${kind} ${row.cost.startsWith('-') ? 'is-credit' : ''}`}
              style={{ width: `${size}%` }}
            />
          </span>
          <data className="num" value={row.cost}>
            {formatMoney(row.cost, currency)}
          </data>
          <span className="muted num">{total === 0 ? '' : formatShare(Number(row.cost) / total)}</span>
        </span>
      </td>
    </tr>
  )
}

function labelOf(
  row: CostRow,
  names: ReadonlyMap<string, string>,
  members: number | null,
  groups: ReturnType<typeof groupsOf>,
): string {
  if (row.other === true) return restLabel(members)
  return groups.map((dim, index) => valueLabel(dim, row.group[index] ?? null, names)).join(' · ')
}

function bySize(a: CostRow, b: CostRow): number {
  return (
    Number(a.other === true) - Number(b.other === true) || Math.abs(Number(b.cost)) - Math.abs(Number(a.cost))
  )
}
