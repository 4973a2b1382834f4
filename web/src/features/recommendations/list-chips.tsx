import { Icon } from '../../components/ui/icon.tsx'
import { withoutFilter } from '../../lib/drill.ts'
import { formatFilter } from '../../lib/filters.ts'
import { isolate } from '../../lib/isolate.ts'
import { filterLabel } from '../../lib/labels.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import type { View } from '../../lib/view.ts'
import { filtersHere, withLocal } from './list-params.ts'
import { effortLabel, familyLabel, GRADE } from './words.ts'

interface Chip {
  readonly key: string
  readonly text: string
  readonly without: Partial<View>
}

/** The filters in force, each a click away from gone. */
export function ListChips() {
  const view = useView()
  const setView = useSetView()
  const chips = chipsOf(view)
  if (chips.length === 0) return null
  return (
    <ul className="chips" aria-label="Filters">
      {chips.map(({ key, text, without }) => (
        <li key={key} className="chip">
          <span className="truncate">{text}</span>
          <button
            type="button"
            className="chip-remove"
            aria-label={`Remove filter: ${text}`}
            onClick={() => setView(without)}
          >
            <Icon name="close" size={12} />
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <button type="button" className="button small ghost" onClick={() => setView(noFilters(view))}>
            Clear all
          </button>
        </li>
      )}
    </ul>
  )
}

/** The view with everything shown that waits to be done; the order stays. */
export function noFilters(view: View): Partial<View> {
  const { order, status } = view.local
  const kept = { ...(order !== undefined && { order }), ...(status !== undefined && { status }) }
  return { filters: [], team: null, local: kept }
}

export function chipsOf(view: View): readonly Chip[] {
  const own = Object.entries(view.local).flatMap(([key, value]): Chip[] => {
    const text = LABEL[key]?.(value)
    return text === undefined ? [] : [{ key, text, without: withLocal(view, { [key]: null }) }]
  })
  const team: Chip[] =
    view.team === null
      ? []
      : [{ key: 'team', text: `Team is ${isolate(view.team)}`, without: { team: null } }]
  const dims = view.filters.map(
    (filter, index): Chip => ({
      key: formatFilter(filter),
      text: filtersHere(filter)
        ? filterLabel(filter)
        : `${filterLabel(filter)} (of costs only: changes nothing here)`,
      without: withoutFilter(view, index),
    }),
  )
  return [...own, ...team, ...dims]
}

const each = (value: string, label: (one: string) => string) => value.split(',').map(label).join(' or ')

const LABEL: Readonly<Record<string, (value: string) => string>> = {
  grade: (value) =>
    `Certainty is ${each(value, (one) => Object.entries(GRADE).find(([grade]) => grade === one)?.[1].name ?? one)}`,
  family: (value) => `Family is ${familyLabel(value)}`,
  rule: (value) => `Rule is ${value}`,
  min: (value) => `Saves at least ${value} a month`,
  effort: (value) => `Effort is ${each(value, effortLabel).toLowerCase()}`,
  risk: (value) => `Risk is ${each(value, (one) => one)}`,
  find: (value) => `Contains “${isolate(value)}”`,
}
