import type { Mover } from '@outlay/shared/api'
import type { Dimension } from '@outlay/shared/dimensions'
import { daysBetween } from '@outlay/shared/period'
import { Sparkline } from '../../components/charts/sparkline.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { drillInto } from '../../lib/drill.ts'
import { isFilter } from '../../lib/filters.ts'
import { formatChange, formatMoneyChange } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
import type { Range } from '../../lib/period.ts'
import { allFilters } from '../../lib/request.ts'
import { useView } from '../../lib/search-state.ts'
import type { View } from '../../lib/view.ts'
import { ExplainButton } from '../changes/explain-button.tsx'

const DIMENSIONS: readonly Dimension[] = ['service', 'team']
const SHOWN = 5
/** On these days of a month the server compares usage alone. */
const FIRST_DAYS = 5

interface MoversProps {
  readonly movers: readonly Mover[]
  readonly currency: string
  /** Days that are compared with the same days of the month before. */
  readonly period: Range
}

/** What grew and what shrank most, in money; each leads to its costs. */
export function Movers({
  movers,
  currency,
  period,
  comparable,
}: MoversProps & { readonly comparable: boolean }) {
  const up = movers.filter(({ change }) => !change.startsWith('-')).slice(0, SHOWN)
  const down = movers.filter(({ change }) => change.startsWith('-')).slice(0, SHOWN)
  return (
    <>
      <h2 className="card-title">What changed</h2>
      <p className="card-note">
        Complete days, against the same days last month
        {daysBetween(period.start, period.end) <= FIRST_DAYS && ': usage alone, fees stand apart'}
      </p>
      {movers.length === 0 && (
        <p className="muted">
          {comparable ? 'Nothing moved by a dollar or more.' : 'There is no history to compare with yet.'}
        </p>
      )}
      <MoverList title="Up" movers={up} currency={currency} period={period} />
      <MoverList title="Down" movers={down} currency={currency} period={period} />
      {comparable && (
        <p className="card-more">
          <ViewLink to="/changes">All changes, and what they are made of</ViewLink>
        </p>
      )}
    </>
  )
}

function MoverList({ title, movers, currency, period }: MoversProps & { readonly title: 'Up' | 'Down' }) {
  const view = useView()
  if (movers.length === 0) return null
  const tone = title === 'Up' ? 'up' : 'down'
  return (
    <>
      <h3 className="movers-head">
        <span className={tone} aria-hidden="true">
          {title === 'Up' ? '▲' : '▼'}
        </span>{' '}
        {title}
      </h3>
      <ul className="movers">
        {movers.map((mover) => (
          <li key={JSON.stringify(mover.group)} className="mover-row">
            <ViewLink to="/explore" change={(view) => intoMover(view, mover)} className="mover">
              <span className="mover-name">{partLabel(mover, 0)}</span>
              {mover.group.length > 1 && <span className="mover-sub muted">{partLabel(mover, 1)}</span>}
              <Sparkline values={mover.sparkline} />
              <span className={`mover-change ${tone}`}>{formatMoneyChange(mover.change, currency)}</span>
              <span className="mover-ratio muted">{formatChange(mover.cost, mover.previousCost)}</span>
            </ViewLink>
            <ExplainButton
              of={`${partLabel(mover, 0)} of ${partLabel(mover, 1)}`}
              className="row-explain"
              scope={() => ({ ...period, ...BY_DATE, filters: [...allFilters(view), ...filtersOf(mover)] })}
            />
          </li>
        ))}
      </ul>
    </>
  )
}

function partLabel({ group }: Mover, index: number): string {
  return valueLabel(DIMENSIONS[index] ?? 'service', group[index] ?? null)
}

/** As the server compares the movers of the overview. */
const BY_DATE = { compare: 'previous', align: 'date' } as const

function filtersOf({ group }: Mover) {
  return group.map((value, index) => isFilter(DIMENSIONS[index] ?? 'service', value))
}

function intoMover(view: View, { group }: Mover): View {
  return group.reduce((current, value, index) => {
    const dim = DIMENSIONS[index]
    return dim === undefined ? current : { ...drillInto(current, dim, value), by: 'resource' as const }
  }, view)
}
