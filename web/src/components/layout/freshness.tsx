import type { MetaAnswer } from '@outlay/shared/api'
import { formatDay } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { useServerState } from '../../lib/server-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { ViewLink } from '../ui/view-link.tsx'

/** How far the data goes and whether a source lags; leads to Data sources. Says so when the server is away. */
export function Freshness() {
  const { meta } = usePeriod()
  const { connected } = useServerState()
  if (!connected) {
    return (
      <span
        className="freshness is-late"
        role="status"
        title="The server does not answer. Is it still running?"
      >
        not connected
      </span>
    )
  }
  if (meta === undefined) return <span className="freshness skeleton-text">data through …</span>
  const troubled = troubledSources(meta)
  return (
    <ViewLink
      to="/sources"
      className={`freshness ${markOf(meta, troubled)}`}
      title={meta.sources
        .map((s) => `${isolate(s.id)}: ${s.state}, through ${s.dataThrough ?? 'nothing yet'}`)
        .join('\n')}
    >
      {meta.dataThrough === null
        ? 'no data yet'
        : `data through ${formatDay(meta.dataThrough, meta.dataThrough.slice(0, 4) === meta.today.slice(0, 4) ? 'short' : 'year')}`}
      {troubled !== '' && ` · ${troubled}`}
    </ViewLink>
  )
}

function markOf({ dataThrough }: MetaAnswer, troubled: string): string {
  if (troubled !== '') return 'is-late'
  return dataThrough === null ? 'is-empty' : 'is-ok'
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
