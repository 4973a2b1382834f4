import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useView } from '../../lib/search-state.ts'
import type { View } from '../../lib/view.ts'

export type PagePath = '/' | '/explore' | '/sources' | '/match-your-console'

interface ViewLinkProps {
  readonly to: PagePath
  readonly children: ReactNode
  readonly className?: string
  readonly title?: string
  /** Changes the view on the way; without it the link keeps scope, period and money as they are. */
  readonly change?: (view: View) => View
  readonly onClick?: () => void
}

/** A link to another page of the same view. */
export function ViewLink({ to, children, className, title, change, onClick }: ViewLinkProps) {
  const view = useView()
  const search = change === undefined ? { ...view, selected: null } : change(view)
  return (
    <Link
      to={to}
      search={search}
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
