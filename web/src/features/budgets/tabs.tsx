import { Link } from '@tanstack/react-router'
import { useView } from '../../lib/search-state.ts'
import type { View } from '../../lib/view.ts'

const TABS = [
  { id: 'budgets', label: 'Budgets' },
  { id: 'history', label: 'Alerts & channels' },
] as const

type TabId = (typeof TABS)[number]['id']

/** The tab that the address names, the first one without. */
export function tabOf(view: View): TabId {
  return TABS.find(({ id }) => id === view.local['tab'])?.id ?? 'budgets'
}

export function Tabs() {
  const view = useView()
  const current = tabOf(view)
  return (
    <nav className="page-tabs" aria-label="Parts of Budgets">
      {TABS.map(({ id, label }) => (
        <Link
          key={id}
          to="."
          search={{ ...view, selected: null, local: id === 'budgets' ? {} : { tab: id } }}
          className="page-tab"
          resetScroll={false}
          activeOptions={{ exact: true, includeSearch: true }}
          activeProps={{}}
          {...(id === current ? { 'aria-current': 'page' as const } : {})}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
