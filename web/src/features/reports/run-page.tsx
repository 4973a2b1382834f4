import './reports.css'
import type { ReportRunAnswer } from '@outlay/shared/report-answers'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { CopyButton, EmptyState, Load } from '../../components/ui/states.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { DEFAULT_VIEW } from '../../lib/view.ts'
import { csvPath, isOfReports, runOptions, sendReport } from './answers.ts'
import { Notes } from './notes.tsx'
import { ReportBar } from './report-bar.tsx'
import { DocumentSkeleton, ReportDocument, useReportTitle } from './report-document.tsx'
import { deliveryWords, instantWords } from './words.ts'

/** A report as it was kept: its figures do not move any more. */
export function RunPage() {
  const { id, run } = useParams({ from: '/reports/$id/runs/$run' })
  const query = useQuery(runOptions(id, run))
  return (
    <Load isPage query={query} what="The report" skeleton={<DocumentSkeleton />} missing={<Missing />}>
      {(answer) => <Run id={id} answer={answer} />}
    </Load>
  )
}

function Run({ id, answer: { data } }: { readonly id: string; readonly answer: ReportRunAnswer }) {
  const client = useQueryClient()
  const resend = useMutation({
    networkMode: 'always',
    mutationFn: () => sendReport(id, { run: data.run }),
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => isOfReports(queryKey) }),
  })
  const { model } = data
  useReportTitle(model)
  const note = `Snapshot of ${instantWords(data.createdAt, 'UTC')}, ${deliveryWords(data)}`
  return (
    <>
      <ReportBar
        failed={resend.error?.message ?? null}
        done={resend.isSuccess ? 'It is on its way again.' : null}
      >
        <button type="button" className="button" disabled={resend.isPending} onClick={() => resend.mutate()}>
          Send again
        </button>
        <CopyButton text={window.location.href}>Copy link</CopyButton>
        <a className="button" href={csvPath(id, data.run)} download>
          CSV
        </a>
        <Link
          className="button"
          to="/reports/$id/preview"
          params={{ id }}
          search={{ ...DEFAULT_VIEW, team: model.scope.team, local: { of: model.period.key } }}
        >
          View current
        </Link>
      </ReportBar>
      <ReportDocument model={model} note={note} />
      {model.type === 'review' && <Notes id={id} run={data.run} notes={data.notes} />}
    </>
  )
}

function Missing() {
  return (
    <EmptyState title="There is no such report" isPage>
      <p>
        It was never kept here. <ViewLink to="/reports">All reports</ViewLink>
      </p>
    </EmptyState>
  )
}
