import './reports.css'
import type { ReportModel } from '@outlay/shared/reports'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Load } from '../../components/ui/states.tsx'
import { useView } from '../../lib/search-state.ts'
import { DEFAULT_VIEW } from '../../lib/view.ts'
import { isOfReports, previewOptions, sendReport } from './answers.ts'
import { ReportBar } from './report-bar.tsx'
import { DocumentSkeleton, ReportDocument, useReportTitle } from './report-document.tsx'

/** A report of the data as it is now, before it is kept or sent. */
export function PreviewPage() {
  const { id } = useParams({ from: '/reports/$id/preview' })
  const { team, local } = useView()
  const period = local['of'] ?? null
  const query = useQuery(previewOptions({ id, team, period }))
  return (
    <Load isPage query={query} what="The report" skeleton={<DocumentSkeleton />}>
      {({ data }) => <Preview id={id} team={team} model={data} />}
    </Load>
  )
}

interface PreviewProps {
  readonly id: string
  readonly team: string | null
  readonly model: ReportModel
}

function Preview({ id, team, model }: PreviewProps) {
  useReportTitle(model)
  return (
    <>
      <PreviewBar id={id} team={team} period={model.period.key} />
      <ReportDocument model={model} note="Preview of the data as it is now" />
    </>
  )
}

interface BarProps {
  readonly id: string
  readonly team: string | null
  readonly period: string
}

function PreviewBar({ id, team, period }: BarProps) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const keep = useMutation({
    networkMode: 'always',
    mutationFn: (deliver: boolean) => sendReport(id, { team, period, deliver }),
    onSuccess: ({ data: { run } }) => {
      void client.invalidateQueries({ predicate: ({ queryKey }) => isOfReports(queryKey) })
      void navigate({ to: '/reports/$id/runs/$run', params: { id, run }, search: DEFAULT_VIEW })
    },
  })
  return (
    <ReportBar failed={keep.error?.message ?? null}>
      <button type="button" className="button" disabled={keep.isPending} onClick={() => keep.mutate(false)}>
        Keep as snapshot
      </button>
      <button type="button" className="button" disabled={keep.isPending} onClick={() => keep.mutate(true)}>
        Send now
      </button>
    </ReportBar>
  )
}
