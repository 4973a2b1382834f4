import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useView } from '../../lib/search-state.ts'
import type { View } from '../../lib/view.ts'

export type PagePath =
  | '/'
  | '/explore'
  | '/changes'
  | '/unit-costs'
  | '/recommendations'
  | '/recommendations/rules'
  | '/anomalies'
  | '/budgets'
  | '/ml'
  | '/commitments'
  | '/teams'
  | '/reports'
  | '/sources'
  | '/settings'
  | '/match-your-console'
  | '/operations'

interface ViewLinkProps {
  readonly to: PagePath
  readonly children: ReactNode
  readonly className?: string
  readonly title?: string
  /** The id of a chapter of that page. */
  readonly hash?: string
  /** Changes the view on the way; without it the link keeps scope, period and money as they are. */
  readonly change?: (view: View) => View
  readonly onClick?: () => void
}

/** A link to another page of the same view. */
export function ViewLink({ to, children, className, title, hash, change, onClick }: ViewLinkProps) {
  const view = useView()
  const search = change === undefined ? { ...view, selected: null, local: {} } : change(view)
  return (
    <Link
      to={to}
      search={search}
      {...(hash !== undefined && { hash })}
      {...(className !== undefined && { className })}
      {...(title !== undefined && { title })}
      {...(onClick !== undefined && { onClick })}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
    >
      {children}
    </Link>
  )
}
