import type { ExplainedMover } from '@outlay/shared/changes'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { canonicalFilters, isFilter } from '../../lib/filters.ts'
import { formatChange, formatMoney, formatMoneyChange } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { scopeOf } from './change-scope.ts'
import { ExplainButton } from './explain-button.tsx'
import { PART_LABEL } from './part-words.ts'
import { PartBar } from './parts-figure.tsx'

const COLUMNS = [
  { label: 'Service and team', className: 'sticky-col' },
  { label: 'Change', num: true },
  { label: 'Change %', num: true },
  { label: 'Made of' },
  { label: 'Before', num: true },
  { label: 'Now', num: true },
  { label: 'Why' },
]
const NAMED = 2

interface MoversTableProps {
  readonly movers: readonly ExplainedMover[]
  readonly currency: string
}

/** Services and teams by the size of their change, up or down, each with its largest parts. */
export function MoversTable({ movers, currency }: MoversTableProps) {
  const largest = Math.max(...movers.map(({ change }) => Math.abs(Number(change))), 0)
  return (
    <ScrollRegion label="What changed most">
      <table className="table changes">
        <caption className="sr-only">What changed most, in {currency}</caption>
        <TableHead columns={COLUMNS} />
        <tbody>
          {movers.map((mover) => (
            <MoverRow key={JSON.stringify(mover.group)} mover={mover} largest={largest} currency={currency} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

interface MoverRowProps {
  readonly mover: ExplainedMover
  readonly largest: number
  readonly currency: string
}

function MoverRow({ mover, largest, currency }: MoverRowProps) {
  const view = useView()
  const { range } = usePeriod()
  const [service = null, team = null] = mover.group
  const filters = [isFilter('service', service), isFilter('team', team)]
  const name = `${valueLabel('service', service)} of ${team === null ? 'no team' : valueLabel('team', team)}`
  return (
    <tr>
      <th scope="row" className="sticky-col">
        <ViewLink
          to="/explore"
          change={(current) => ({
            ...current,
            filters: canonicalFilters([...current.filters, ...filters]),
            by: 'resource',
            by2: null,
          })}
        >
          {valueLabel('service', service)}
        </ViewLink>
        <p className="row-note">{valueLabel('team', team)}</p>
      </th>
      <td className={`num ${mover.change.startsWith('-') ? 'down' : 'up'}`}>
        <data value={mover.change}>{formatMoneyChange(mover.change, currency)}</data>
        <PartBar amount={mover.change} largest={largest} />
      </td>
      <td className="num">{formatChange(mover.cost, mover.previousCost)}</td>
      <td className="changes-parts">
        {mover.parts
          .slice(0, NAMED)
          .map(({ id, amount }) => `${PART_LABEL[id]} ${formatMoneyChange(amount, currency)}`)
          .join(', ')}
      </td>
      <td className="num muted">{formatMoney(mover.previousCost, currency)}</td>
      <td className="num">{formatMoney(mover.cost, currency)}</td>
      <td>
        <ExplainButton of={name} scope={() => scopeOf(view, range, filters)} />
      </td>
    </tr>
  )
}
