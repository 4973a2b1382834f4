import { Icon, type IconName } from '../ui/icon.tsx'
import { type PagePath, ViewLink } from '../ui/view-link.tsx'

const PAGES: readonly { readonly to: PagePath; readonly label: string; readonly icon: IconName }[] = [
  { to: '/', label: 'Overview', icon: 'overview' },
  { to: '/explore', label: 'Explorer', icon: 'explore' },
  { to: '/recommendations', label: 'Recommendations', icon: 'savings' },
  { to: '/anomalies', label: 'Anomalies', icon: 'pulse' },
  { to: '/budgets', label: 'Budgets & alerts', icon: 'bell' },
  { to: '/ml', label: 'ML & GPU', icon: 'chip' },
  { to: '/commitments', label: 'Commitments', icon: 'promise' },
  { to: '/teams', label: 'Teams', icon: 'teams' },
  { to: '/reports', label: 'Reports', icon: 'report' },
  { to: '/sources', label: 'Data sources', icon: 'sources' },
  { to: '/settings', label: 'Settings', icon: 'settings' },
]

/** The pages that exist, each keeping the view's scope and period. */
export function Nav() {
  return (
    <nav className="nav" aria-label="Pages">
      <ViewLink to="/" className="brand">
        <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
          <rect width="32" height="32" rx="8" className="brand-tile" />
          <rect x="7" y="17" width="4.5" height="8" rx="1.2" fill="#fff" />
          <rect x="13.75" y="12" width="4.5" height="13" rx="1.2" fill="#fff" />
          <rect x="20.5" y="7" width="4.5" height="18" rx="1.2" fill="#fba700" />
        </svg>
        Outlay
      </ViewLink>
      <ul>
        {PAGES.map(({ to, label, icon }) => (
          <li key={to}>
            <ViewLink to={to} className="nav-link">
              <Icon name={icon} size={18} />
              <span>{label}</span>
            </ViewLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
