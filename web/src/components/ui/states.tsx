import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ApiError } from '../../lib/api.ts'
import { copyText } from '../../lib/clipboard.ts'
import { Icon } from './icon.tsx'

interface LoadProps<T> {
  readonly query: UseQueryResult<T>
  /** What is loading, for the error's sentence: "The chart". */
  readonly what: string
  readonly skeleton: ReactNode
  /** The page has nothing else: what is said here is its first heading. */
  readonly isPage?: boolean
  /** Stands for what the server says does not exist, which asking again would not bring. */
  readonly missing?: ReactNode
  readonly children: (data: T) => ReactNode
}

/** Loading, error or data of one widget; while newer data is under way the old stays, dimmed. */
export function Load<T>({ query, what, skeleton, isPage = false, missing, children }: LoadProps<T>) {
  const Title = isPage ? 'h1' : 'p'
  if (missing !== undefined && isMissing(query.error)) return missing
  if (query.data !== undefined) {
    return (
      <div className={query.isPlaceholderData ? 'stale' : undefined} aria-busy={query.isFetching}>
        {query.isError && <ErrorState error={query.error} what={what} retry={() => void query.refetch()} />}
        {children(query.data)}
      </div>
    )
  }
  if (query.isError) {
    return <ErrorState error={query.error} what={what} isPage={isPage} retry={() => void query.refetch()} />
  }
  return (
    <div aria-busy="true">
      <Title className="sr-only">Loading</Title>
      {skeleton}
    </div>
  )
}

/** A block of the size that the content will have. */
export function Skeleton({
  height,
  width = '100%',
}: {
  readonly height: number
  readonly width?: number | string
}) {
  return <div className="skeleton" aria-hidden="true" style={{ height, width }} />
}

interface ErrorProps {
  readonly error: Error
  readonly what: string
  readonly isPage?: boolean
  readonly retry: () => void
}

/** True where the server answered that there is no such thing. */
export function isMissing(error: Error | null): boolean {
  return error instanceof ApiError && error.status === 404
}

/** What failed, that the rest still holds where it does, and the id by which the server's log knows it. */
export function ErrorState({ error, what, isPage = false, retry }: ErrorProps) {
  const Title = isPage ? 'h1' : 'p'
  const requestId = error instanceof ApiError ? error.requestId : null
  const restHolds = !isPage && error instanceof ApiError && error.status !== 0
  return (
    <div className="state state-error" role="alert">
      <Title className="state-title">
        <Icon name="warning" /> {what} could not be loaded
      </Title>
      <p>
        {error.message}
        {restHolds && ' The rest of the page is not affected.'}
      </p>
      <p className="state-actions">
        <button type="button" className="button" onClick={retry}>
          Retry
        </button>
        {requestId !== null && <CopyButton text={requestId}>Copy request id</CopyButton>}
      </p>
    </div>
  )
}

interface EmptyProps {
  readonly title: ReactNode
  /** The page has nothing else: the title is its first heading. */
  readonly isPage?: boolean
  readonly children?: ReactNode
}

/** Nothing to show, why, and what to do about it. */
export function EmptyState({ title, isPage = false, children }: EmptyProps) {
  const Title = isPage ? 'h1' : 'p'
  return (
    <div className="state">
      <Title className="state-title">{title}</Title>
      {children}
    </div>
  )
}

/** Copies a text and says so. */
export function CopyButton({
  text,
  children,
  className = 'button',
}: {
  text: string
  children: ReactNode
  className?: string
}) {
  const [copied, setCopied] = useState(false)
  const copy = () => {
    void copyText(text).then(() => setCopied(true))
  }
  return (
    <button type="button" className={className} onClick={copy} onBlur={() => setCopied(false)}>
      {children}
      <span role="status">{copied ? ' · copied' : ''}</span>
    </button>
  )
}
