import type { ErrorComponentProps } from '@tanstack/react-router'
import { EmptyState } from '../ui/states.tsx'
import { ViewLink } from '../ui/view-link.tsx'

/** An address that no page answers. */
export function NotFound() {
  return (
    <EmptyState title="There is no such page">
      <p>
        <ViewLink to="/">Go to the Overview</ViewLink>
      </p>
    </EmptyState>
  )
}

/** A page that broke while drawing: says so, and offers to draw it again. */
export function PageError({ error, reset }: ErrorComponentProps) {
  return (
    <div className="state state-error" role="alert">
      <p className="state-title">This page broke</p>
      <p>{error instanceof Error ? error.message : String(error)}</p>
      <button type="button" className="button" onClick={reset}>
        Try again
      </button>
    </div>
  )
}
