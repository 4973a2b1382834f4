import { Link } from '@tanstack/react-router'
import { useView } from '../../lib/search-state.ts'

/** What was found, and the rules that look for it. */
export function Tabs() {
  const view = useView()
  const tabs = [
    { to: '/recommendations', label: 'Recommendations' },
    { to: '/recommendations/rules', label: 'Rules' },
  ] as const
  return (
    <nav className="page-tabs" aria-label="Recommendations and rules">
      {tabs.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          search={{ ...view, selected: null, local: {} }}
          className="page-tab"
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
