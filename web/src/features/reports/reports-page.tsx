import './reports.css'
import type { ReportsAnswer } from '@outlay/shared/report-answers'
import { useQuery } from '@tanstack/react-query'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { formatDay } from '../../lib/format.ts'
import { useTitle } from '../../lib/use-title.ts'
import { reportsOptions } from './answers.ts'
import { ReportCardView } from './report-card.tsx'

/** The library: every report with its schedule, who gets it and what was sent. */
export function ReportsPage() {
  useTitle('Reports')
  const query = useQuery(reportsOptions())
  return (
    <Load isPage query={query} what="The reports" skeleton={<PageSkeleton />}>
      {(answer) => <Library answer={answer} />}
    </Load>
  )
}

function Library({ answer }: { readonly answer: ReportsAnswer }) {
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
            Complete through {formatDay(meta.dataThrough, 'year')}. Schedules and recipients stand under
            <code> reports</code> in the configuration file.
          </p>
        </div>
      </div>
      <div className="reports-library">
        {data.map((card) => (
          <ReportCardView key={card.id} card={card} meta={meta} />
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
