import type { ErrorComponentProps } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { MissingPart } from '../../lib/page-part.ts'
import { useServerState } from '../../lib/server-state.ts'
import { EmptyState } from '../ui/states.tsx'
import { ViewLink } from '../ui/view-link.tsx'

/** An address that no page answers. */
export function NotFound() {
  return (
    <EmptyState title="There is no such page" isPage>
      <p>
        <ViewLink to="/">Go to the Overview</ViewLink>
      </p>
    </EmptyState>
  )
}

/** A page that broke while drawing, which may be drawn again, or one that could not be fetched. */
export function PageError({ error, reset }: ErrorComponentProps) {
  if (error instanceof MissingPart) return <NotFetched />
  return (
    <div className="state state-error" role="alert">
      <h1 className="state-title">This page broke</h1>
      <p>{error instanceof Error ? error.message : String(error)}</p>
      <button type="button" className="button" onClick={reset}>
        Try again
      </button>
    </div>
  )
}

/** Says whether the server is away or the page gone; a server that comes back brings the page. */
function NotFetched() {
  const { connected } = useServerState()
  const wasAway = useRef(false)
  useEffect(() => {
    if (!connected) wasAway.current = true
    else if (wasAway.current) location.reload()
  }, [connected])
  return (
    <div className="state state-error" role="alert">
      <h1 className="state-title">This page could not be fetched</h1>
      <p>
        {connected
          ? 'Outlay was updated while the page was open.'
          : 'The server does not answer. Is it still running? The page comes by itself once it does.'}
      </p>
      {connected && (
        <button type="button" className="button" onClick={() => location.reload()}>
          Reload
        </button>
      )}
    </div>
  )
}
