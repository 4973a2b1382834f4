import type { OverviewTile } from '@outlay/shared/api'
import type { ReactNode } from 'react'
import { Sparkline } from '../../components/charts/sparkline.tsx'
import { Delta } from '../../components/ui/delta.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { WorkingButton } from '../../components/ui/working.tsx'
import { formatMoneyCompact } from '../../lib/format.ts'
import { type Now, periodText } from '../../lib/period.ts'
import { allFilters } from '../../lib/request.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import type { View } from '../../lib/view.ts'

interface TilesProps {
  readonly tiles: readonly OverviewTile[]
  readonly currency: string
  /** True where other currencies were converted into it. */
  readonly isReport: boolean
  /** Further tiles, of other answers. */
  readonly children: ReactNode
}

/** The few figures that answer "are we over?"; each leads to the costs behind it. */
export function Tiles({ tiles, currency, isReport, children }: TilesProps) {
  const { now } = usePeriod()
  const view = useView()
  return (
    <ul className="tiles tiles-six">
      {tiles.map((tile) => (
        <li key={tile.id} className="tile">
          <ViewLink to="/explore" change={(view) => viewOf(view, tile, now)} className="tile-link">
            <span className="tile-label">{tile.label}</span>
            <data className="tile-value" value={tile.amount}>
              {formatMoneyCompact(tile.amount, currency)}
            </data>
            <span className="tile-delta">
              <Delta current={tile.amount} previous={tile.previous} currency={currency} />{' '}
              {tile.previous != null && <span className="muted">vs {tile.previousLabel}</span>}
            </span>
            {tile.note !== null && <span className="tile-note">{tile.note}</span>}
            <Sparkline values={tile.sparkline} />
          </ViewLink>
          <WorkingButton
            small
            of={tile.label}
            working={async () => {
              const { costsWorking } = await import('../../lib/working.ts')
              const lines = { ...tile, currency, isReport, filters: allFilters(view) }
              return costsWorking(lines, (current) => viewOf(current, tile, now))
            }}
          />
        </li>
      ))}
      {children}
    </ul>
  )
}

/** The Explorer's view whose total is the tile's figure. */
function viewOf(view: View, { id, start, end, basis }: OverviewTile, now: Now): View {
  const period = periodText({ start, end }, now)
  return { ...view, ...basis, period, by: id === 'yesterday' ? 'service' : 'provider', selected: null }
}
