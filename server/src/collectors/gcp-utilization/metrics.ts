import { CollectError } from '../collect-error.ts'
import type { CollectContext, Collected, PageRow } from '../collector.ts'
import { gcpSource } from '../gcp-client.ts'
import { eachProject } from './each-project.ts'
import { METRIC_QUERIES, type MetricQuery } from './metric-queries.ts'
import { createSeriesCalls, type Interval, type SeriesCalls, type TimeSeries } from './monitoring-calls.ts'
import { type Project, projectsOf } from './projects.ts'
import type { Settings } from './settings.ts'

const HOUR_MS = 3_600_000

/** Hourly mean and maximum of every metric, resource by resource. Hours that are not over are left for the next run. */
export async function collectMetrics(config: Settings, context: CollectContext): Promise<Collected> {
  const source = gcpSource(config, context)
  const interval = intervalOf(context)
  if (interval === null) return { estimated: true }
  const series = await createSeriesCalls(source)
  await eachProject(context, await projectsOf(source, config), async (project) => {
    for (const query of METRIC_QUERIES) {
      const rows = await rowsOf(series, project, query, interval)
      if (rows.length > 0) context.page(rows)
    }
  })
  return { estimated: false }
}

function intervalOf({ window, clock }: CollectContext): Interval | null {
  const start = new Date(`${window.since}T00:00:00Z`)
  const end = Math.min(
    Date.parse(`${window.until}T00:00:00Z`),
    Math.floor(clock().getTime() / HOUR_MS) * HOUR_MS,
  )
  return end > start.getTime() ? { start, end: new Date(end) } : null
}

async function rowsOf(
  calls: SeriesCalls,
  project: Project,
  query: MetricQuery,
  interval: Interval,
): Promise<PageRow[]> {
  const level = query.kind === 'level'
  const means = byHour(
    await calls.list(project, query, level ? 'ALIGN_MEAN' : 'ALIGN_DELTA', interval),
    project,
    query,
    query.series,
  )
  if (means.size === 0) return []
  // The largest of several GPUs; of series that are summed up the sum of the largest is the most that it can have been.
  const maxima = level
    ? byHour(
        await calls.list(project, query, 'ALIGN_MAX', interval),
        project,
        query,
        query.series === 'sum' ? 'sum' : 'max',
      )
    : means
  return [...means].map(([key, { resource, hour, value }]) => ({
    resource_id: resource,
    metric: query.ours,
    timestamp: hour,
    average: value,
    maximum: Math.max(maxima.get(key)?.value ?? value, value),
    unit: query.unit,
  }))
}

interface Sample {
  readonly resource: string
  readonly hour: string
  readonly value: number
}

/** Samples of all series by resource and hour, made one by sum, mean or maximum. */
function byHour(
  series: readonly TimeSeries[],
  project: Project,
  query: MetricQuery,
  how: 'sum' | 'mean' | 'max',
): Map<string, Sample> {
  const values = new Map<string, { resource: string; hour: string; values: number[] }>()
  for (const { labels, points } of series) {
    const resource = query.resourceId(project, labels)
    if (resource === null)
      throw new CollectError('bad_answer', `Google sent ${query.metric} without naming the resource`)
    for (const { end, value } of points) {
      const hour = new Date(end.getTime() - HOUR_MS).toISOString().replace('.000Z', 'Z')
      const key = `${resource} ${hour}`
      const sample = values.get(key) ?? { resource, hour, values: [] }
      sample.values.push(value * query.factor)
      values.set(key, sample)
    }
  }
  return new Map([...values].map(([key, sample]) => [key, { ...sample, value: COMBINE[how](sample.values) }]))
}

/** In one order, for the last digit of a floating point sum depends on it. */
const sum = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b).reduce((total, value) => total + value, 0)
const COMBINE = {
  sum,
  mean: (values: readonly number[]) => sum(values) / values.length,
  max: (values: readonly number[]) => Math.max(...values),
} as const
