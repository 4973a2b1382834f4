import { Icon } from '../../components/ui/icon.tsx'
import { withoutFilter } from '../../lib/drill.ts'
import { formatFilter } from '../../lib/filters.ts'
import { filterLabel } from '../../lib/labels.ts'
import { useSetView, useView } from '../../lib/search-state.ts'

/** The filters in force, each a click away from gone. */
export function FilterChips({ names }: { readonly names: ReadonlyMap<string, string> }) {
  const view = useView()
  const setView = useSetView()
  if (view.filters.length === 0) return null
  return (
    <ul className="chips" aria-label="Filters">
      {view.filters.map((filter, index) => (
        <li key={formatFilter(filter)} className="chip">
          <span className="truncate">{filterLabel(filter, names)}</span>
          <button
            type="button"
            className="chip-remove"
            aria-label={`Remove filter: ${filterLabel(filter, names)}`}
            onClick={() => setView(withoutFilter(view, index))}
          >
            <Icon name="close" size={12} />
          </button>
        </li>
      ))}
      {view.filters.length > 1 && (
        <li>
          <button type="button" className="button small ghost" onClick={() => setView({ filters: [] })}>
            Clear all
          </button>
        </li>
      )}
    </ul>
  )
}
