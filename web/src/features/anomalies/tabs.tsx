import type { Anomaly, AnomalyState } from '@outlay/shared/detect'
import { Link } from '@tanstack/react-router'
import { useView } from '../../lib/search-state.ts'
import type { View } from '../../lib/view.ts'

interface Tab {
  readonly id: string
  readonly label: string
  readonly states: readonly AnomalyState[]
}

const FIRST: Tab = { id: 'active', label: 'Active', states: ['active', 'acknowledged'] }
const TABS: readonly Tab[] = [
  FIRST,
  { id: 'resolved', label: 'Resolved', states: ['resolved', 'withdrawn'] },
  { id: 'preview', label: 'Preview', states: ['preview'] },
]

/** The tab that the address names; without one, the tab of the selected anomaly, else the first. */
export function tabOf(view: View, anomalies: readonly Anomaly[]): Tab {
  const selected = anomalies.find(({ id }) => id === view.selected)
  const named = TABS.find(({ id }) => id === view.local['tab'])
  const own = selected && TABS.find(({ states }) => states.includes(selected.state))
  return named ?? own ?? FIRST
}

export function Tabs({
  current,
  anomalies,
}: {
  readonly current: string
  readonly anomalies: readonly Anomaly[]
}) {
  const view = useView()
  return (
    <nav className="page-tabs" aria-label="Anomalies by state">
      {TABS.map(({ id, label, states }) => (
        <Link
          key={id}
          to="."
          search={{ ...view, selected: null, local: id === 'active' ? {} : { tab: id } }}
          className="page-tab"
          resetScroll={false}
          activeOptions={{ exact: true }}
          activeProps={{}}
          {...(id === current ? { 'aria-current': 'page' as const } : {})}
        >
          {label}{' '}
          <span className="muted">{anomalies.filter(({ state }) => states.includes(state)).length}</span>
        </Link>
      ))}
    </nav>
  )
}
