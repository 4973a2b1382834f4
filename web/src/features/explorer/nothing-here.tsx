import type { MetaAnswer } from '@outlay/shared/api'
import { EmptyState } from '../../components/ui/states.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { withoutFilter } from '../../lib/drill.ts'
import { formatDay } from '../../lib/format.ts'
import { filterLabel } from '../../lib/labels.ts'
import { useSetView, useView } from '../../lib/search-state.ts'

/** Why there is nothing, of the kinds that a cost question can meet, and the way out of each. */
export function NothingHere({ meta }: { readonly meta: MetaAnswer | undefined }) {
  const view = useView()
  const setView = useSetView()
  const last = view.filters.at(-1)
  if (meta !== undefined && meta.sources.length === 0) {
    return (
      <EmptyState title="No source yet">
        <p>
          <ViewLink to="/sources">Load a first bill</ViewLink> and its costs appear here.
        </p>
      </EmptyState>
    )
  }
  if (meta?.sources.every((source) => source.state === 'importing') === true) {
    return <EmptyState title="The first import is under way" />
  }
  if (last !== undefined) {
    return (
      <EmptyState title="No cost matches these filters">
        <button
          type="button"
          className="button"
          onClick={() => setView(withoutFilter(view, view.filters.length - 1))}
        >
          Remove “{filterLabel(last)}”
        </button>
      </EmptyState>
    )
  }
  return (
    <EmptyState title="No cost in this period">
      {meta?.dataFrom != null && meta.dataThrough !== null && (
        <p>
          There is data from {formatDay(meta.dataFrom, 'year')} to {formatDay(meta.dataThrough, 'year')}.{' '}
          <button
            type="button"
            className="button"
            onClick={() => setView({ period: (meta.dataThrough ?? '').slice(0, 7) })}
          >
            Show its last month
          </button>
        </p>
      )}
    </EmptyState>
  )
}
