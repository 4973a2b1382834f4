import type { ResourceAnswer } from '@outlay/shared/api'
import { addDays } from '@outlay/shared/period'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Chart } from '../../components/charts/chart.tsx'
import { type ChartModel, toChartModel } from '../../components/charts/chart-model.ts'
import { BasisChip } from '../../components/ui/basis-chip.tsx'
import { ReportNote } from '../../components/ui/report-note.tsx'
import { CopyButton, EmptyState, isMissing, Load, Skeleton } from '../../components/ui/states.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { assignSlots } from '../../lib/colors.ts'
import { isFilter } from '../../lib/filters.ts'
import { formatMoneyExact } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'
import { METRIC_LABEL } from '../../lib/labels.ts'
import { resourceOptions } from '../../lib/queries.ts'
import { costsQuery } from '../../lib/request.ts'
import { useSetView, useView } from '../../lib/search-state.ts'
import { usePeriod } from '../../lib/use-period.ts'
import { useTitle } from '../../lib/use-title.ts'
import { Facts } from './facts.tsx'
import { LinesTable } from './lines-table.tsx'
import { Metrics } from './metrics.tsx'
import { Related } from './related.tsx'
import './resource.css'

/** One resource: what it costs a day, whose it is, and the lines of the bill that say so. */
export function ResourcePage() {
  const { id } = useParams({ from: '/resources/$id' })
  const view = useView()
  const query = useQuery(resourceOptions(id, view))
  useTitle(isMissing(query.error) ? 'No such resource' : isolate(id))
  return (
    <Load
      isPage
      query={query}
      what="The resource"
      skeleton={<ResourceSkeleton />}
      missing={<NoResource id={id} />}
    >
      {(resource) => <ResourceContent resource={resource} />}
    </Load>
  )
}

function NoResource({ id }: { readonly id: string }) {
  return (
    <EmptyState
      isPage
      title={
        <span className="break">
          There is no resource <bdi>{id}</bdi>
        </span>
      }
    >
      <p>No line of any bill that was loaded names it. Its id may be cut off, or its bill is not here.</p>
      <p>
        <ViewLink to="/explore" change={(view) => ({ ...view, by: 'resource', by2: null })}>
          All resources in the Explorer
        </ViewLink>
      </p>
    </EmptyState>
  )
}

function ResourceContent({ resource }: { readonly resource: ResourceAnswer }) {
  const view = useView()
  const setView = useSetView()
  const { meta } = usePeriod()
  const model = toDailyModel(resource, meta?.dataThrough ?? null, meta?.partialFrom ?? null)
  return (
    <>
      <ResourceHead resource={resource} />
      <div className="grid-8-4">
        <section className="card">
          <Chart
            title="Daily cost"
            unit={`${METRIC_LABEL[resource.basis.metric]}, ${resource.currency} a day`}
            model={model}
            currency={resource.currency}
            kind={model.periods.length > 62 ? 'line' : 'bar'}
            asTable={view.chart === 'table'}
            onAsTable={(asTable) => setView({ chart: asTable ? 'table' : null })}
          />
        </section>
        <Facts resource={resource} />
      </div>
      <Related resource={resource} />
      <Metrics metrics={resource.metrics} />
      <section className="card card-flush">
        <div className="card-head">
          <h2 className="card-title">Line items, newest {resource.lines.length}</h2>
          <ExportLinks resource={resource} />
        </div>
        <LinesTable lines={resource.lines} />
      </section>
    </>
  )
}

function ResourceHead({ resource }: { readonly resource: ResourceAnswer }) {
  return (
    <>
      <nav className="crumbs" aria-label="Path">
        <ViewLink to="/explore">Explorer</ViewLink> / Resource
      </nav>
      <div className="page-head">
        <div className="min-0">
          <h1 className="answer">
            <data value={resource.total} className="answer-total" data-testid="total">
              {formatMoneyExact(resource.total, resource.currency)}
            </data>{' '}
            <bdi className="answer-rest break">{resource.name ?? resource.id}</bdi>
          </h1>
          <p className="answer-detail break">
            <code>
              <bdi>{resource.id}</bdi>
            </code>{' '}
            <CopyButton text={resource.id} className="button small ghost">
              Copy id
            </CopyButton>
          </p>
          {resource.report !== undefined && <ReportNote report={resource.report} />}
        </div>
        <BasisChip basis={resource.basis} currency={resource.currency} />
      </div>
    </>
  )
}

/** The same question as the page's total: this resource's days as a file. */
function ExportLinks({ resource }: { readonly resource: ResourceAnswer }) {
  const view = useView()
  const [first, last] = [resource.daily[0]?.day, resource.daily.at(-1)?.day]
  if (first === undefined || last === undefined) return null
  const query = costsQuery(
    { ...view, team: null, filters: [isFilter('resource', resource.id)] },
    { start: first, end: addDays(last, 1) },
    { granularity: 'daily', groupBy: ['resource'] },
  )
  return (
    <div className="card-actions">
      {(['csv', 'xlsx', 'parquet'] as const).map((format) => (
        <a
          key={format}
          className="button small"
          href={`/api/v1/costs/export?format=${format}&${query}`}
          download
        >
          {{ csv: 'CSV', xlsx: 'Excel', parquet: 'Parquet' }[format]}
        </a>
      ))}
    </div>
  )
}

function toDailyModel(
  resource: ResourceAnswer,
  dataThrough: string | null,
  partialFrom: string | null,
): ChartModel {
  const days = resource.daily.map(({ day }) => day).sort()
  const [first, last] = [days[0] ?? resource.firstSeen, days.at(-1) ?? resource.lastSeen]
  return toChartModel({
    granularity: 'daily',
    start: first,
    end: addDays(last, 1),
    points: resource.daily.map(({ day, cost }) => ({ period: day, key: resource.id, kind: 'value', cost })),
    dataThrough,
    partialFrom,
    label: () => isolate(resource.name ?? resource.id),
    slots: (keys) => assignSlots('resource', keys),
  })
}

function ResourceSkeleton() {
  return (
    <>
      <Skeleton height={60} width="60%" />
      <div className="grid-8-4">
        <Skeleton height={408} />
        <Skeleton height={408} />
      </div>
      <Skeleton height={320} />
    </>
  )
}
