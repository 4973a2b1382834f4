import type { CostRow, CostsAnswer } from '@outlay/shared/api'
import { subtractAmounts } from '@outlay/shared/money'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { useRowWindow } from '../../components/table/use-window.ts'
import { Delta } from '../../components/ui/delta.tsx'
import { assignSlots } from '../../lib/colors.ts'
import { formatCount, formatMoney, formatMoneyChange } from '../../lib/format.ts'
import { dimensionLabel } from '../../lib/labels.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import type { Sort } from '../../lib/view.ts'
import { GroupRow } from './group-row.tsx'
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
  const charted = new Map(largestGroups(answer.data).map((row, position) => [row, position]))
  const slots = assignSlots(
    view.by,
    [...charted.keys()].map(({ group }) => group[0] ?? ''),
  )
  const largest = Math.max(...answer.data.map(({ cost }) => Math.abs(Number(cost))), 0)
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
                position={charted.get(item) ?? null}
                slot={slots.get(item.group[0] ?? '') ?? 'other'}
                currency={answer.meta.currency}
                total={answer.meta.total}
                largest={largest}
                compared={compared}
                names={names}
              />
            ))}
            {after > 0 && <Spacer height={after} />}
          </tbody>
        </table>
      </ScrollRegion>
      <Footer answer={answer} />
    </>
  )
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

function Footer({ answer: { meta, data } }: { readonly answer: CostsAnswer }) {
  const { top } = useView()
  const setView = useSetView()
  const shown = data.filter((row) => row.other !== true).length
  return (
    <p className="table-foot">
      {meta.other === null
        ? `${formatCount(meta.groups)} ${meta.groups === 1 ? 'group' : 'groups'}`
        : `${formatCount(meta.groups)} groups, showing ${formatCount(shown)}; Other = ${formatCount(meta.other.members)} ${meta.other.members === 1 ? 'group' : 'groups'}, ${formatMoney(meta.other.cost, meta.currency)}`}
      {meta.other !== null && top < 1000 && (
        <button
          type="button"
          className="button small"
          onClick={() => setView({ top: top < 200 ? 200 : 1000 })}
        >
          Show {top < 200 ? 200 : 1000}
        </button>
      )}
    </p>
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
function largestGroups(data: readonly CostRow[]): readonly CostRow[] {
  return data
    .filter((row) => row.other !== true && row.group[0] !== null)
    .sort((a, b) => Math.abs(Number(b.cost)) - Math.abs(Number(a.cost)))
    .slice(0, CHARTED)
}

function keyOf(row: CostRow): string {
  return row.other === true ? '\u0000other' : JSON.stringify(row.group)
}
