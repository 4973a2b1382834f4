import type { CostRow, CostsAnswer } from '@outlay/shared/api'
import type { Dimension } from '@outlay/shared/dimensions'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { useRowWindow } from '../../components/table/use-window.ts'
import { Delta } from '../../components/ui/delta.tsx'
import { subtractAmounts } from '../../lib/amounts.ts'
import { assignSlots } from '../../lib/colors.ts'
import { formatMoney, formatMoneyChange } from '../../lib/format.ts'
import { dimensionLabel } from '../../lib/labels.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import type { Sort } from '../../lib/view.ts'
import { type GroupPlace, GroupRow } from './group-row.tsx'
import { GroupsFoot } from './groups-foot.tsx'
import { pinnedOf } from './pins.ts'
import { sortRows } from './sort-rows.ts'

const CHARTED = 7

interface GroupsTableProps {
  readonly answer: CostsAnswer
  readonly names: ReadonlyMap<string, string>
}

/** One row a group, the total first: the chart's figures in full, and the way down into each. */
export function GroupsTable({ answer, names }: GroupsTableProps) {
  const view = useView()
  const compared = answer.meta.previousTotal !== undefined
  const rows = sortRows(answer.data, view.sort, view.by, names)
  const { scrollRef, rows: shown, before, after, windowed } = useRowWindow(rows)
  const placeOf = toPlaces(answer, view.by, pinnedOf(view))
  return (
    <>
      <ScrollRegion ref={scrollRef} className={windowed ? 'is-long' : ''} label="Costs by group">
        <table className="table groups" aria-rowcount={rows.length + 2}>
          <caption className="sr-only">
            Cost by {dimensionLabel(view.by).toLowerCase()}, in {answer.meta.currency}
          </caption>
          <Head compared={compared} />
          <tbody>
            <TotalRow answer={answer} />
            {before > 0 && <Spacer height={before} />}
            {shown.map(({ item, index }) => (
              <GroupRow
                key={keyOf(item)}
                row={item}
                rowIndex={index + 3}
                {...placeOf(item)}
                currency={answer.meta.currency}
                compared={compared}
                names={names}
                members={answer.meta.other?.members ?? null}
              />
            ))}
            {after > 0 && <Spacer height={after} />}
          </tbody>
        </table>
      </ScrollRegion>
      <GroupsFoot answer={answer} />
    </>
  )
}

/** Where a row stands: in the chart, in its colour, in the total and against the largest. */
function toPlaces(
  { data, meta }: CostsAnswer,
  dim: Dimension,
  pinned: readonly string[],
): (row: CostRow) => GroupPlace {
  const charted = largestGroups(data, [...(meta.promoted ?? []), ...pinned])
  const slots = assignSlots(
    dim,
    charted.map(({ group }) => group[0] ?? ''),
  )
  const largest = Math.max(...data.map(({ cost }) => Math.abs(Number(cost))), 0)
  const total = Number(meta.total)
  return (row) => {
    const position = charted.indexOf(row)
    return {
      position: position === -1 ? null : position,
      slot: slots.get(row.group[0] ?? '') ?? 'other',
      share: total === 0 ? null : Number(row.cost) / total,
      bar: largest === 0 ? 0 : Math.abs(Number(row.cost)) / largest,
    }
  }
}

function Head({ compared }: { readonly compared: boolean }) {
  const { by } = useView()
  return (
    <thead>
      <tr>
        <SortHead sort="name" label={dimensionLabel(by)} className="sticky-col" />
        <SortHead sort="cost" label="Cost" className="num" />
        {compared && (
          <th scope="col" className="num">
            Before
          </th>
        )}
        {compared && <SortHead sort="change" label="Change" className="num" />}
        {compared && (
          <th scope="col" className="num">
            Change %
          </th>
        )}
        <th scope="col" className="share-col">
          Share
        </th>
      </tr>
    </thead>
  )
}

function SortHead({
  sort,
  label,
  className,
}: {
  readonly sort: Sort
  readonly label: string
  readonly className: string
}) {
  const view = useView()
  const setView = useSetView()
  const active = view.sort === sort
  return (
    <th
      scope="col"
      className={className}
      aria-sort={active ? (sort === 'name' ? 'ascending' : 'descending') : 'none'}
    >
      <button type="button" className="sort-button" onClick={() => setView({ sort })}>
        {label}
        <span aria-hidden="true">{active ? (sort === 'name' ? ' ↑' : ' ↓') : ''}</span>
      </button>
    </th>
  )
}

function TotalRow({ answer: { meta } }: { readonly answer: CostsAnswer }) {
  const previous = meta.previousTotal
  return (
    <tr className="total-row">
      <th scope="row" className="sticky-col">
        Total
      </th>
      <td className="num">
        <data value={meta.total}>{formatMoney(meta.total, meta.currency)}</data>
      </td>
      {previous !== undefined && (
        <>
          <td className="num">{formatMoney(previous, meta.currency)}</td>
          <td className="num">{formatMoneyChange(subtractAmounts(meta.total, previous), meta.currency)}</td>
          <td className="num">
            <Delta current={meta.total} previous={previous} currency={meta.currency} money={false} />
          </td>
        </>
      )}
      <td className="share-col">100%</td>
    </tr>
  )
}

function Spacer({ height }: { readonly height: number }) {
  return (
    <tr>
      <td colSpan={6} style={{ height, padding: 0 }} />
    </tr>
  )
}

/** The groups that the chart shows, in its order. */
function largestGroups(data: readonly CostRow[], kept: readonly string[]): readonly CostRow[] {
  const isKept = ({ group }: CostRow) => Number(kept.includes(group[0] ?? ''))
  const bySize = data
    .filter((row) => row.other !== true && row.group[0] !== null)
    .sort((a, b) => Math.abs(Number(b.cost)) - Math.abs(Number(a.cost)))
  const places = bySize.toSorted((a, b) => isKept(b) - isKept(a)).slice(0, CHARTED)
  return bySize.filter((row) => places.includes(row))
}

function keyOf(row: CostRow): string {
  return row.other === true ? '\u0000other' : JSON.stringify(row.group)
}
