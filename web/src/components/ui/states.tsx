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
  readonly children: (data: T) => ReactNode
}

/** Loading, error or data of one widget; while newer data is under way the old stays, dimmed. */
export function Load<T>({ query, what, skeleton, isPage = false, children }: LoadProps<T>) {
  const Title = isPage ? 'h1' : 'p'
  if (query.data !== undefined) {
    return (
      <div className={query.isPlaceholderData ? 'stale' : undefined} aria-busy={query.isFetching}>
        {query.isError && <ErrorState error={query.error} what={what} retry={() => void query.refetch()} />}
        {children(query.data)}
      </div>
    )
  }
  if (query.isError) {
    return <ErrorState error={query.error} what={what} title={Title} retry={() => void query.refetch()} />
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
  readonly title?: 'h1' | 'p'
  readonly retry: () => void
}

/** What failed, that the rest still holds, and the id by which the server's log knows it. */
export function ErrorState({ error, what, title: Title = 'p', retry }: ErrorProps) {
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <div className="state state-error" role="alert">
      <Title className="state-title">
        <Icon name="warning" /> {what} could not be loaded
      </Title>
      <p>{error.message} The rest of the page is not affected.</p>
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
  readonly title: string
  readonly children?: ReactNode
}

/** Nothing to show, why, and what to do about it. */
export function EmptyState({ title, children }: EmptyProps) {
  return (
    <div className="state">
      <p className="state-title">{title}</p>
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
