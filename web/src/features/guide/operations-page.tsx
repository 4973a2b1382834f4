import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { EmptyState } from '../../components/ui/states.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { Markdown } from './markdown.tsx'

// A glob, because a missing page of documentation must not break the build.
const pages = import.meta.glob<string>('../../../../docs/operations.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** How to run Outlay, and what to do when a cloud refuses; a link's hash leads to its paragraph. */
export function OperationsPage() {
  useTitle('Operations')
  const { hash } = useLocation()
  useEffect(() => {
    const target = document.getElementById(hash)
    target?.scrollIntoView({ block: 'center' })
    target?.focus({ preventScroll: true })
  }, [hash])
  const [text] = Object.values(pages)
  if (text === undefined) return <EmptyState title="This build came without its documentation" />
  return (
    <article className="card prose">
      <Markdown text={text} />
    </article>
  )
}
