import { Link } from '@tanstack/react-router'
import { useView } from '../../lib/search-state.ts'
import type { View } from '../../lib/view.ts'

const TABS = [
  { id: 'teams', label: 'Teams' },
  { id: 'untagged', label: 'Untagged' },
  { id: 'shared', label: 'Shared costs' },
  { id: 'rules', label: 'Rules' },
  { id: 'policy', label: 'Tag policy' },
  { id: 'statements', label: 'Statements' },
] as const

export type TabId = (typeof TABS)[number]['id']

/** The tab that the address names, the first one without. */
export function tabOf(view: View): TabId {
  return TABS.find(({ id }) => id === view.local['tab'])?.id ?? 'teams'
}

/** The parts of the page, each a link, so that each has an address. */
export function Tabs() {
  const view = useView()
  const current = tabOf(view)
  return (
    <nav className="page-tabs teams-tabs" aria-label="Parts of Teams">
      {TABS.map(({ id, label }) => (
        <Link
          key={id}
          to="."
          search={{ ...view, selected: null, local: id === 'teams' ? {} : { tab: id } }}
          className="page-tab"
          resetScroll={false}
          activeOptions={{ exact: true, includeSearch: true }}
          activeProps={{}}
          aria-current={id === current ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
