import type { CostsAnswer } from '@outlay/shared/api'
import { useState } from 'react'
import { Icon } from '../../components/ui/icon.tsx'
import { WorkingPanel } from '../../components/ui/working-panel.tsx'
import type { Range } from '../../lib/period.ts'
import { allFilters, costsQuery, groupsOf } from '../../lib/request.ts'
import { useView } from '../../lib/search-state.ts'
import { CONVERTED, costsInWords, rowsQuery, type Working } from '../../lib/working.ts'
import { tableQuestion } from './table-question.ts'

/** The working of the table: whoever doubts a figure can ask it again. */
export function WorkingCard({ answer: { meta }, range }: { answer: CostsAnswer; range: Range }) {
  const view = useView()
  const [open, setOpen] = useState(false)
  const lines = { ...range, basis: meta.basis, currency: meta.currency, filters: allFilters(view) }
  const working: Working = {
    question: costsInWords(lines, { groupBy: groupsOf(view), previous: meta.previous }),
    sql: { path: `/costs?${costsQuery(view, range, { ...tableQuestion(view), explain: true })}` },
    ...(meta.report && { method: CONVERTED }),
    rows: meta.report === undefined ? rowsQuery(lines) : null,
    view: null,
  }
  return (
    <details className="card sql-panel" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="code" /> Show working
      </summary>
      {open && <WorkingPanel working={working} />}
    </details>
  )
}
