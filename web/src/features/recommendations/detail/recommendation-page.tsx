import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { EmptyState, isMissing, Load, Skeleton } from '../../../components/ui/states.tsx'
import { isolate } from '../../../lib/isolate.ts'
import { useView } from '../../../lib/search-state.ts'
import { useTitle } from '../../../lib/use-title.ts'
import { type RecommendationWithHistory, recommendationOptions } from '../answers.ts'
import { type Changes, useChanges } from '../use-changes.tsx'
import { ChangeTable } from './change-table.tsx'
import { Conflicts } from './conflicts.tsx'
import { EvidenceSql } from './evidence-sql.tsx'
import { FactsCard } from './facts-card.tsx'
import { Formula } from './formula.tsx'
import { History } from './history.tsx'
import { MetricCharts } from './metric-chart.tsx'
import { Realised } from './realised.tsx'
import { RecommendationHead } from './recommendation-head.tsx'
import { Remedy } from './remedy.tsx'
import { Resources } from './resources.tsx'
import { Risks } from './risks.tsx'

/** One recommendation: why it is waste, how the saving was computed, what to do, and what came of it. */
export function RecommendationPage() {
  const { id } = useParams({ from: '/recommendations/$id' })
  const query = useQuery(recommendationOptions(id))
  const changes = useChanges()
  useTitle(isMissing(query.error) ? 'No such recommendation' : isolate(query.data?.data.title ?? id))
  return (
    <>
      <Crumbs id={id} />
      <Load
        isPage
        query={query}
        what="The recommendation"
        skeleton={<DetailSkeleton />}
        missing={<NoRecommendation id={id} />}
      >
        {({ data }) => <Content key={data.id} recommendation={data} changes={changes} />}
      </Load>
      {changes.notice}
    </>
  )
}

function Crumbs({ id }: { readonly id: string }) {
  const view = useView()
  return (
    <nav className="crumbs" aria-label="Path">
      <Link to="/recommendations" search={view}>
        Recommendations
      </Link>{' '}
      / <bdi>{id}</bdi>
    </nav>
  )
}

interface ContentProps {
  readonly recommendation: RecommendationWithHistory
  readonly changes: Changes
}

function Content({ recommendation, changes }: ContentProps) {
  return (
    <>
      <RecommendationHead recommendation={recommendation} changes={changes} />
      <div className="grid-8-4">
        <div className="stack">
          <MetricCharts metrics={recommendation.metrics} />
          <ChangeTable recommendation={recommendation} />
          <Remedy remediation={recommendation.remediation} />
          <Formula recommendation={recommendation} />
          <EvidenceSql evidence={recommendation.evidence} />
        </div>
        <div className="stack">
          <Realised recommendation={recommendation} />
          <Risks recommendation={recommendation} />
          <FactsCard recommendation={recommendation} />
          <Resources ids={recommendation.resourceIds} />
          <Conflicts recommendation={recommendation} />
          <History recommendation={recommendation} />
        </div>
      </div>
    </>
  )
}

function NoRecommendation({ id }: { readonly id: string }) {
  return (
    <EmptyState
      isPage
      title={
        <span className="break">
          There is no recommendation <bdi>{id}</bdi>
        </span>
      }
    >
      <p>Its id may be cut off, or the data folder that held it is another one.</p>
    </EmptyState>
  )
}

function DetailSkeleton() {
  return (
    <>
      <Skeleton height={150} />
      <div className="grid-8-4">
        <Skeleton height={480} />
        <Skeleton height={480} />
      </div>
    </>
  )
}
