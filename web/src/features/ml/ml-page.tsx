import './ml.css'
import type { MlSummaryAnswer } from '@outlay/shared/ml'
import { useQuery } from '@tanstack/react-query'
import { BasisChip } from '../../components/ui/basis-chip.tsx'
import { NotIncluded } from '../../components/ui/not-included.tsx'
import { ReportNote } from '../../components/ui/report-note.tsx'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { Warnings } from '../../components/ui/warnings.tsx'
import { formatDay } from '../../lib/format.ts'
import { rangeLabel } from '../../lib/labels.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { useTitle } from '../../lib/use-title.ts'
import { mlOptions } from './ask.ts'
import { ClassChart } from './class-chart.tsx'
import { ClassTable } from './class-table.tsx'
import { Compare } from './compare.tsx'
import { Endpoints } from './endpoints.tsx'
import { GpuMachines } from './gpu-machines.tsx'
import { GpuModels } from './gpu-models.tsx'
import { Heatmap } from './heatmap.tsx'
import { MlTiles } from './ml-tiles.tsx'
import { Notebooks } from './notebooks.tsx'
import { Runs } from './runs.tsx'
import { TeamsTable } from './teams-table.tsx'
import { Tokens } from './tokens.tsx'

/** Machine learning: what it costs and for what, how well GPUs are used, runs, endpoints, notebooks, tokens, other clouds. */
export function MlPage() {
  useTitle('ML & GPU')
  const view = useView()
  const { range, known } = usePeriod()
  const query = useQuery({ ...mlOptions('summary', view, range), enabled: known })
  return (
    <Load isPage query={query} what="ML & GPU" skeleton={<MlSkeleton />}>
      {(answer) => <Content answer={answer} />}
    </Load>
  )
}

function Content({ answer }: { readonly answer: MlSummaryAnswer }) {
  const { meta } = answer
  return (
    <>
      <div className="page-head">
        <div>
          <h1 className="answer">{answer.sentence}</h1>
          <p className="answer-detail muted">
            {rangeLabel(meta)}
            {meta.dataThrough !== null && <>, data through {formatDay(meta.dataThrough, 'year')}</>}
            {meta.currencies.length > 0 && '. '}
            <NotIncluded currencies={meta.currencies} currency={meta.currency} lead="Other currencies:" />
          </p>
        </div>
        <BasisChip basis={meta.basis} currency={meta.currency} />
      </div>
      {meta.report !== undefined && <ReportNote report={meta.report} />}
      <Warnings warnings={meta.warnings} currency={meta.currency} />
      {Number(answer.total) === 0 && answer.gpu.hours === 0 ? <NoMl /> : <Sections answer={answer} />}
    </>
  )
}

function Sections({ answer }: { readonly answer: MlSummaryAnswer }) {
  return (
    <>
      <MlTiles answer={answer} />
      <GpuMachines />
      <section className="card">
        <ClassChart answer={answer} />
      </section>
      <ClassTable answer={answer} />
      <GpuModels />
      <Heatmap />
      <Runs />
      <Endpoints />
      <Notebooks />
      <Tokens />
      <Compare />
      <TeamsTable answer={answer} />
    </>
  )
}

function NoMl() {
  return (
    <EmptyState title="No line of this bill is machine learning">
      <p>
        Looked for: services of the category AI and Machine Learning, SageMaker, Bedrock, Vertex AI, Azure
        Machine Learning and Azure OpenAI, machines with GPUs or TPUs, and buckets whose name or tags speak of
        ML. Another period or fewer filters may hold some.
      </p>
    </EmptyState>
  )
}

function MlSkeleton() {
  return (
    <>
      <Skeleton height={58} width="80%" />
      <Skeleton height={130} />
      <Skeleton height={420} />
      <Skeleton height={360} />
    </>
  )
}
