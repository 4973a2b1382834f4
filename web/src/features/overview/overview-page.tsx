import type { OverviewAnswer } from '@outlay/shared/api'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { BasisChip } from '../../components/ui/basis-chip.tsx'
import { NotIncluded } from '../../components/ui/not-included.tsx'
import { EmptyState, Load, Skeleton } from '../../components/ui/states.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { Warnings } from '../../components/ui/warnings.tsx'
import { pagePart } from '../../lib/page-part.ts'
import { overviewOptions } from '../../lib/queries.ts'
import { useView } from '../../lib/search-state.ts'
import { useTitle } from '../../lib/use-title.ts'
import { DailyCard } from './daily-card.tsx'
import { Tiles } from './tiles.tsx'

/** Below the fold, or of other answers than the page's, so they wait for the first paint. */
const TeamsCard = lazy(async () => ({
  default: (await pagePart(import('./teams-card.tsx'))).TeamsCard,
}))

/** Of the page's own answer, and still not what must be there first. */
const more = () => pagePart(import('./more.tsx'))
const FactsRow = lazy(async () => ({ default: (await more()).FactsRow }))
const Movers = lazy(async () => ({ default: (await more()).Movers }))
const ForecastTile = lazy(async () => ({ default: (await more()).ForecastTile }))
const NeedsCard = lazy(async () => ({ default: (await more()).NeedsCard }))

/** Only where a report currency was asked for. */
const ReportNote = lazy(async () => ({
  default: (await pagePart(import('../../components/ui/report-note.tsx'))).ReportNote,
}))

const savings = () => pagePart(import('../recommendations/overview-savings.tsx'))
const SavingsCard = lazy(async () => ({ default: (await savings()).SavingsCard }))
const SavingsTile = lazy(async () => ({ default: (await savings()).SavingsTile }))

/** Where the money stands, what changed, and whether the figure can be trusted, from one answer. */
export function OverviewPage() {
  useTitle('Overview')
  const view = useView()
  const query = useQuery(overviewOptions(view))
  return (
    <Load isPage query={query} what="The overview" skeleton={<OverviewSkeleton />}>
      {(overview) => <OverviewContent overview={overview} />}
    </Load>
  )
}

/** The page once its answer is there. */
function OverviewContent({ overview }: { readonly overview: OverviewAnswer }) {
  const { sentence, basis, currency, currencies, period, tiles, daily, movers, warnings } = overview
  if (daily.length === 0 && tiles.length === 0) return <NoData sentence={sentence} />
  return (
    <>
      <div className="page-head">
        <div>
          <h1 className="answer">{sentence}</h1>
          <p className="answer-detail muted">
            <NotIncluded currencies={currencies} currency={currency} lead="Other currencies:" />
          </p>
          {overview.report !== undefined && (
            <Suspense>
              <ReportNote report={overview.report} />
            </Suspense>
          )}
        </div>
        <BasisChip basis={basis} currency={currency} />
      </div>
      <Warnings warnings={warnings} currency={currency} />
      <Tiles tiles={tiles} currency={currency} isReport={overview.report !== undefined}>
        {[ForecastTile, SavingsTile].map((Part, index) => (
          <li className="tile" key={index}>
            <Suspense fallback={<Skeleton height={128} />}>
              <Part />
            </Suspense>
          </li>
        ))}
      </Tiles>
      <Suspense fallback={<Skeleton height={96} />}>
        <FactsRow facts={overview.facts ?? []} />
      </Suspense>
      <div className="grid-8-4">
        <div className="stack">
          <section className="card">
            <DailyCard overview={overview} />
          </section>
          <section className="card needs">
            <h2 className="card-title">Needs you</h2>
            <Suspense fallback={<Skeleton height={212} />}>
              <NeedsCard />
            </Suspense>
          </section>
          <section className="card">
            <h2 className="card-title">Cost by team</h2>
            <p className="card-note">This month, against the same days last month</p>
            <Suspense fallback={<Skeleton height={260} />}>
              <TeamsCard overview={overview} />
            </Suspense>
          </section>
        </div>
        <div className="stack">
          <section className="card">
            <Suspense fallback={<Skeleton height={480} />}>
              <Movers
                movers={movers}
                currency={currency}
                period={{ start: period.start, end: period.end }}
                comparable={tiles[0]?.previous != null}
              />
            </Suspense>
          </section>
          <section className="card">
            <h2 className="card-title">Largest savings</h2>
            <Suspense fallback={<Skeleton height={212} />}>
              <SavingsCard />
            </Suspense>
          </section>
        </div>
      </div>
    </>
  )
}

function NoData({ sentence }: { readonly sentence: string }) {
  const { team } = useView()
  return (
    <EmptyState title={sentence} isPage>
      <p>
        Load a bill under <ViewLink to="/sources">Data sources</ViewLink>
        {team === null ? '.' : ', or choose another team.'}
      </p>
    </EmptyState>
  )
}

function OverviewSkeleton() {
  return (
    <>
      <div className="page-head">
        <Skeleton height={34} width="min(46rem, 100%)" />
      </div>
      <div className="tiles tiles-six">
        {[1, 2, 3, 4, 5, 6].map((tile) => (
          <Skeleton key={tile} height={128} />
        ))}
      </div>
      <div className="grid-8-4">
        <Skeleton height={408} />
        <Skeleton height={408} />
      </div>
    </>
  )
}
