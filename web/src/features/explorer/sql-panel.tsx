import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { Icon } from '../../components/ui/icon.tsx'
import { CopyButton, Load, Skeleton } from '../../components/ui/states.tsx'
import type { Range } from '../../lib/period.ts'
import { costsOptions } from '../../lib/queries.ts'
import { costsQuery } from '../../lib/request.ts'
import { useView } from '../../lib/search-state.ts'
import { tableQuestion } from './table-question.ts'

/** The SQL behind the table and its parameters: whoever doubts a figure can run it. */
export function SqlPanel({ range }: { readonly range: Range }) {
  const view = useView()
  const [open, setOpen] = useState(false)
  const query = useQuery({
    ...costsOptions(costsQuery(view, range, { ...tableQuestion(view), explain: true })),
    enabled: open,
  })
  return (
    <details className="card sql-panel" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="code" /> Show the SQL
      </summary>
      {open && (
        <Load query={query} what="The SQL" skeleton={<Skeleton height={200} />}>
          {({ meta }) => (
            <>
              <CopyButton text={meta.sql ?? ''} className="button small">
                Copy SQL
              </CopyButton>
              <ScrollRegion className="is-tall" label="SQL">
                <pre>{meta.sql}</pre>
              </ScrollRegion>
              <h3>Parameters</h3>
              <ScrollRegion label="Parameters">
                <pre>{JSON.stringify(meta.params ?? {}, null, 2)}</pre>
              </ScrollRegion>
            </>
          )}
        </Load>
      )}
    </details>
  )
}
