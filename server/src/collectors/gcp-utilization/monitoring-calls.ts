import { z } from 'zod'
import { CollectError } from '../collect-error.ts'
import { GaxPage, type GcpApi, type GcpSource } from '../gcp-client.ts'
import { gcpPages } from '../gcp-pages.ts'
import type { MetricQuery } from './metric-queries.ts'
import type { Project } from './projects.ts'

/** 6000 time series queries a minute and project. Source: Cloud Monitoring, "Quotas and limits". */
const MONITORING: GcpApi = {
  name: 'Cloud Monitoring',
  service: 'monitoring.googleapis.com',
  concurrency: 4,
  everyMs: 10,
}
const PAGE_SIZE = 100_000

/** Half-open, on full hours. */
export interface Interval {
  readonly start: Date
  readonly end: Date
}

export interface TimeSeries {
  /** Of the monitored resource. */
  readonly labels: Readonly<Record<string, string>>
  /** `end` is the end of the hour that the value is of. */
  readonly points: readonly { readonly end: Date; readonly value: number }[]
}

export interface SeriesCalls {
  /** Hourly samples of a metric in a project. Throws CollectError. */
  list(
    project: Project,
    query: Pick<MetricQuery, 'metric' | 'label'>,
    aligner: 'ALIGN_MEAN' | 'ALIGN_MAX' | 'ALIGN_DELTA',
    interval: Interval,
  ): Promise<TimeSeries[]>
}

const Point = z.object({
  interval: z.object({ endTime: z.object({ seconds: z.string().regex(/^\d+$/) }) }),
  value: z.object({
    doubleValue: z.number().nullish(),
    int64Value: z.string().nullish(),
  }),
})
const Series = z.object({
  resource: z.object({ labels: z.record(z.string(), z.string()).default({}) }),
  metric: z.object({ labels: z.record(z.string(), z.string()).default({}) }),
  points: z.array(Point).default([]),
})
const Page = GaxPage.pipe(
  z.object({ timeSeries: z.array(Series).default([]), nextPageToken: z.string().nullish() }),
)

export async function createSeriesCalls(source: GcpSource): Promise<SeriesCalls> {
  const { MetricServiceClient } = await import('@google-cloud/monitoring')
  const client = new MetricServiceClient(source.gaxOptions)
  return {
    async list(project, { metric, label }, aligner, interval) {
      const request = {
        name: `projects/${project.id}`,
        filter: `metric.type = "${metric}"${label === undefined ? '' : ` AND metric.labels.${label[0]} = "${label[1]}"`}`,
        interval: { startTime: secondsOf(interval.start), endTime: secondsOf(interval.end) },
        aggregation: { alignmentPeriod: { seconds: 3600 }, perSeriesAligner: aligner },
        pageSize: PAGE_SIZE,
      }
      const found: TimeSeries[] = []
      const seen = new Set<string>()
      const pages = gcpPages(metric, async (pageToken) => {
        const asked = { ...request, ...(pageToken === undefined ? {} : { pageToken }) }
        const list = () => client.listTimeSeries(asked, { autoPaginate: false })
        const page = await source.ask(
          MONITORING,
          `roles/monitoring.viewer on project ${project.id}`,
          list,
          Page,
        )
        return { rows: page.timeSeries, next: page.nextPageToken }
      })
      try {
        for await (const rows of pages) {
          for (const row of rows) found.push(toSeries(row, metric, seen))
        }
        return found
      } catch (error) {
        if (isUnknownMetric(error)) return []
        throw error
      }
    },
  }
}

/** Google knows a metric in a project once something has sent it. */
function isUnknownMetric(error: unknown): boolean {
  return (
    error instanceof CollectError && error.kind === 'bad_request' && /cannot find metric/i.test(error.message)
  )
}

/** A long series may come on several pages, but no sample of it twice. */
function toSeries(
  { resource, metric, points }: z.output<typeof Series>,
  name: string,
  seen: Set<string>,
): TimeSeries {
  const identity = JSON.stringify([
    Object.entries(resource.labels).toSorted(),
    Object.entries(metric.labels).toSorted(),
  ])
  return {
    labels: resource.labels,
    points: points.map(({ interval, value }) => {
      const key = `${identity} ${interval.endTime.seconds}`
      if (seen.has(key)) throw new CollectError('stale_pages', `Google sent a sample of ${name} twice`)
      seen.add(key)
      return {
        end: new Date(Number(interval.endTime.seconds) * 1000),
        value: Number(value.doubleValue ?? value.int64Value ?? 0),
      }
    }),
  }
}

function secondsOf(time: Date) {
  return { seconds: Math.floor(time.getTime() / 1000) }
}
