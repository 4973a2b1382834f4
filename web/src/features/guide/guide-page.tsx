import { EmptyState } from '../../components/ui/states.tsx'
import { useTitle } from '../../lib/use-title.ts'
import { Markdown } from './markdown.tsx'

// A glob, because a missing page of documentation must not break the build.
const pages = import.meta.glob<string>('../../../../docs/match-your-console.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Per cloud, the console settings whose total equals ours. */
export function GuidePage() {
  useTitle('How to match your console')
  const [text] = Object.values(pages)
  if (text === undefined) return <EmptyState title="This build came without its documentation" />
  return (
    <article className="card prose">
      <Markdown text={text} />
    </article>
  )
}
