import './commitments.css'
import type { CommitmentsAnswer } from '@outlay/shared/commitments'
import { useQuery } from '@tanstack/react-query'
import { NotIncluded } from '../../components/ui/not-included.tsx'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { Warnings } from '../../components/ui/warnings.tsx'
import { WorkingButton } from '../../components/ui/working.tsx'
import { formatDay } from '../../lib/format.ts'
import { rangeLabel } from '../../lib/labels.ts'
import { useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { useTitle } from '../../lib/use-title.ts'
import { commitmentsOptions, commitmentsPath } from './answers.ts'
import { GroupsCard } from './groups-card.tsx'
import { HotSpotsCard } from './hot-spots-card.tsx'
import { InventoryCard } from './inventory-card.tsx'
import { KpiTiles } from './kpi-tiles.tsx'
import { PlannerCard } from './planner/planner-card.tsx'
import { PromisesCards } from './promises/promises-cards.tsx'
import { SpendChart } from './spend-chart.tsx'
import { VendorCard } from './vendor-card.tsx'

/** Is what we promised used, is what could be promised, and what ends soon. */
export function CommitmentsPage() {
  useTitle('Commitments')
  const view = useView()
  const { range } = usePeriod()
  const query = useQuery(commitmentsOptions(view, range))
  return (
    <Load isPage query={query} what="The commitments" skeleton={<PageSkeleton />}>
      {(answer) => <PageContent answer={answer} />}
    </Load>
  )
}

function PageContent({ answer }: { readonly answer: CommitmentsAnswer }) {
  const { sentence, overall, commitments, meta } = answer
  const nothing = commitments.length === 0 && overall.onDemand === '0' && overall.untold === 0
  if (nothing)
    return (
      <>
        <Nothing sentence={sentence} />
        <VendorCard measures={answer.vendor} />
        <PromisesCards />
      </>
    )
  return (
    <>
      <div className="page-head">
        <div>
          <h1 className="answer">{sentence}</h1>
          <p className="answer-detail muted">
            {meta.dataThrough !== null && `Complete through ${formatDay(meta.dataThrough, 'year')}. `}
            <NotIncluded currencies={meta.currencies} currency={meta.currency} lead="Other currencies:" />
          </p>
        </div>
        <BasisWorking answer={answer} />
      </div>
      <Warnings warnings={meta.warnings} currency={meta.currency} />
      <KpiTiles answer={answer} />
      <SpendChart answer={answer} />
      <InventoryCard answer={answer} />
      <PlannerCard untold={overall.untold > 0} />
      <GroupsCard answer={answer} />
      <HotSpotsCard answer={answer} />
      <VendorCard measures={answer.vendor} />
      <PromisesCards />
    </>
  )
}

/** The basis of the ratios is fixed by their definition, so that it is a label here and no menu. */
function BasisWorking({ answer: { meta } }: { readonly answer: CommitmentsAnswer }) {
  const view = useView()
  return (
    <div className="card-actions">
      <span className="chip-static">Effective · usage only · {meta.currency}</span>
      <WorkingButton
        of="coverage, utilisation and savings rates"
        working={() => ({
          question: `Coverage, utilisation and savings rates in ${meta.currency}, ${rangeLabel(meta)}`,
          method: METHOD,
          sql: { path: `${commitmentsPath(view, meta)}&explain=1` },
          rows: null,
          view: null,
        })}
      />
    </div>
  )
}

const METHOD =
  'Utilisation = used ÷ (used + unused), effective cost. Coverage = used ÷ (used + on demand that commitments are sold for), both at on-demand prices; spot stays out. Savings rate = 1 − effective cost ÷ the same usage at on-demand prices.'

function Nothing({ sentence }: { readonly sentence: string }) {
  return (
    <EmptyState title={sentence} isPage>
      <p>
        Choose another period or scope, or load a bill under <ViewLink to="/sources">Data sources</ViewLink>.
      </p>
    </EmptyState>
  )
}

function PageSkeleton() {
  return (
    <>
      <div className="page-head">
        <Skeleton height={34} width="min(46rem, 100%)" />
      </div>
      <div className="tiles">
        {[1, 2, 3, 4, 5].map((tile) => (
          <Skeleton key={tile} height={128} />
        ))}
      </div>
      <Skeleton height={380} />
      <Skeleton height={320} />
    </>
  )
}
