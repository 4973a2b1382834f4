import type { RecommendationCard } from '@outlay/shared/recommendations'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { useRowWindow } from '../../components/table/use-window.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { type Order, withLocal } from './list-params.ts'
import { ListRow } from './list-row.tsx'
import type { Selection } from './use-selection.ts'

const ROW_PX = 70

interface ListTableProps {
  /** In order. */
  readonly cards: readonly RecommendationCard[]
  readonly order: Order
  readonly today: string
  readonly selection: Selection
}

/** The recommendations of the list, each a row; long lists draw only what is near. */
export function ListTable({ cards, order, today, selection }: ListTableProps) {
  const { scrollRef, measure, rows, before, after, windowed } = useRowWindow(cards, ROW_PX)
  return (
    <ScrollRegion
      ref={scrollRef}
      className={windowed ? 'is-long recs-scroll' : 'recs-scroll'}
      label="Recommendations"
    >
      <table className="table recs" aria-rowcount={cards.length + 1}>
        <caption className="sr-only">
          Recommendations; savings are a month, in the currency of the bill
        </caption>
        <Head cards={cards} order={order} selection={selection} />
        <tbody>
          {before > 0 && <Spacer height={before} />}
          {rows.map(({ item, index }) => (
            <ListRow
              key={item.id}
              card={item}
              index={index}
              today={today}
              selected={selection.has(item.id)}
              onSelect={(range) => selection.toggle(item.id, { range })}
              measure={measure}
            />
          ))}
          {after > 0 && <Spacer height={after} />}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Head({ cards, order, selection }: Omit<ListTableProps, 'today'>) {
  const all = cards.length > 0 && selection.cards.length === cards.length
  return (
    <thead>
      <tr>
        <th scope="col" className="rec-check">
          <input
            type="checkbox"
            aria-label="Select all that are listed"
            checked={all}
            ref={(box) => {
              if (box !== null) box.indeterminate = !all && selection.cards.length > 0
            }}
            onChange={() => (all ? selection.clear() : selection.all())}
          />
        </th>
        <SortHead by="name" order={order} label="What" direction="ascending" />
        <th scope="col">Rule</th>
        <SortHead by="confidence" order={order} label="Certainty" />
        <SortHead by="cost" order={order} label="Cost a month" className="num" />
        <SortHead by="saving" order={order} label="Saves a month" className="num" />
        <SortHead by="counted" order={order} label="Counted" className="num" />
        <th scope="col">Effort</th>
        <th scope="col">Team</th>
        <SortHead by="age" order={order} label="Status" direction="ascending" />
      </tr>
    </thead>
  )
}

interface SortHeadProps {
  readonly by: Order
  readonly order: Order
  readonly label: string
  readonly className?: string
  readonly direction?: 'ascending' | 'descending'
}

function SortHead({ by, order, label, className, direction = 'descending' }: SortHeadProps) {
  const view = useView()
  const setView = useSetView()
  const active = by === order
  return (
    <th scope="col" className={className} aria-sort={active ? direction : 'none'}>
      <button
        type="button"
        className="sort-button"
        onClick={() => setView(withLocal(view, { order: active ? null : by }))}
      >
        {label}
        <span aria-hidden="true">{active ? (direction === 'ascending' ? ' ↑' : ' ↓') : ''}</span>
      </button>
    </th>
  )
}

function Spacer({ height }: { readonly height: number }) {
  return (
    <tr>
      <td colSpan={10} style={{ height, padding: 0 }} />
    </tr>
  )
}
