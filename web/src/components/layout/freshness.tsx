import type { MetaAnswer } from '@outlay/shared/api'
import { formatDay } from '../../lib/format.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { ViewLink } from '../ui/view-link.tsx'

/** How far the data goes and whether a source lags; leads to Data sources. */
export function Freshness() {
  const { meta } = usePeriod()
  if (meta === undefined) return <span className="freshness skeleton-text">data through …</span>
  const troubled = troubledSources(meta)
  return (
    <ViewLink
      to="/sources"
      className={`freshness ${troubled === '' ? 'is-ok' : 'is-late'}`}
      title={meta.sources
        .map((s) => `${s.id}: ${s.state}, through ${s.dataThrough ?? 'nothing yet'}`)
        .join('\n')}
    >
      {meta.dataThrough === null
        ? 'no data yet'
        : `data through ${formatDay(meta.dataThrough, meta.dataThrough.slice(0, 4) === meta.today.slice(0, 4) ? 'short' : 'year')}`}
      {troubled !== '' && ` · ${troubled}`}
    </ViewLink>
  )
}

/** `1 source late`, `2 sources failed, 1 late`, or nothing. */
export function troubledSources({ sources }: Pick<MetaAnswer, 'sources'>): string {
  const counts = (['failed', 'late', 'held'] as const)
    .map((state) => ({ state, count: sources.filter((source) => source.state === state).length }))
    .filter(({ count }) => count > 0)
  return counts
    .map(({ state, count }, index) => {
      const noun = count === 1 ? 'source ' : 'sources '
      return `${count} ${index === 0 ? noun : ''}${state}`
    })
    .join(', ')
}
