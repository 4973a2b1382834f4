import './reports.css'
import type { ReportsAnswer } from '@outlay/shared/report-answers'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { formatDay } from '../../lib/format.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { useTitle } from '../../lib/use-title.ts'
import { reportsOptions } from './answers.ts'
import { ReportEditor } from './editor/editor.tsx'
import { ReportCardView } from './report-card.tsx'

/** The library: every report with its schedule, who gets it and what was sent. */
export function ReportsPage() {
  const query = useQuery(reportsOptions())
  return (
    <Load isPage query={query} what="The reports" skeleton={<PageSkeleton />}>
      {(answer) => <Library answer={answer} />}
    </Load>
  )
}

const NEW = 'new'

function Library({ answer }: { readonly answer: ReportsAnswer }) {
  const { selected } = useView()
  const setView = useSetView()
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [selected])
  const card = answer.data.find(({ id, source }) => id === selected && source === 'app') ?? null
  if (selected === NEW || card !== null) {
    return (
      <ReportEditor key={selected} answer={answer} card={card} onClose={() => setView({ selected: null })} />
    )
  }
  return <Cards answer={answer} onEdit={(id) => setView({ selected: id })} />
}

interface CardsProps {
  readonly answer: ReportsAnswer
  readonly onEdit: (id: string) => void
}

function Cards({ answer, onEdit }: CardsProps) {
  useTitle('Reports')
  const { sentence, data, meta } = answer
  if (meta.dataThrough === null)
    return (
      <EmptyState title="There is no complete day to report on yet." isPage>
        <p>
          Load a bill under <ViewLink to="/sources">Data sources</ViewLink>.
        </p>
      </EmptyState>
    )
  return (
    <>
      <div className="page-head">
        <div>
          <h1 className="answer">{sentence}</h1>
          <p className="answer-detail muted">
            Settled through {formatDay(meta.dataThrough, 'year')}. Reports of the configuration file are
            changed there.
          </p>
        </div>
        <button type="button" className="button primary" onClick={() => onEdit(NEW)}>
          New report
        </button>
      </div>
      <div className="reports-library">
        {data.map((card) => (
          <ReportCardView key={card.id} card={card} meta={meta} onEdit={onEdit} />
        ))}
      </div>
    </>
  )
}

function PageSkeleton() {
  return (
    <>
      <div className="page-head">
        <Skeleton height={34} width="min(40rem, 100%)" />
      </div>
      <Skeleton height={220} />
      <Skeleton height={220} />
    </>
  )
}
