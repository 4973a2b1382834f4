import { z } from 'zod'
import { defineOperation, type Operation, pageOf, pageSize, Refusal, wholeNumber } from './operation.ts'
import type { Series } from './world.ts'

const SERIES = { list: 'timeSeries', next: 'nextPageToken' } as const
/** ALIGN_DELTA, ALIGN_MAX, ALIGN_MEAN, ALIGN_SUM */
const ALIGNERS = ['1', '11', '12', '14']
/** REDUCE_MEAN, REDUCE_MAX, REDUCE_SUM */
const REDUCERS = ['1', '3', '4']
const FILTER =
  /^metric\.type = "(?<type>[a-z]+\.googleapis\.com\/[a-z0-9/_]+)"(?: AND metric\.labels\.(?<label>[a-z_]+) = "(?<value>[^"]*)")?$/

const query = {
  filter: z.string().regex(FILTER),
  'interval.startTime': z.iso.datetime(),
  'interval.endTime': z.iso.datetime(),
  'aggregation.alignmentPeriod': z.string().regex(/^\d+s$/),
  'aggregation.perSeriesAligner': z.enum(ALIGNERS),
  'aggregation.crossSeriesReducer': z.enum(REDUCERS).optional(),
  'aggregation.groupByFields': z.string().optional(),
  view: z.literal('0').optional(),
  pageSize: wholeNumber(100_000),
  pageToken: z.string().optional(),
}

/** Other metrics are known once something sends them. */
const ALWAYS_THERE = /^(compute|cloudsql)\./

/** Cloud Monitoring v3: aligned time series. */
export const monitoringOperations: readonly Operation[] = [
  defineOperation({
    name: 'monitoring.listTimeSeries',
    method: 'GET',
    path: /^\/v3\/projects\/(?<project>[a-z0-9-]+)\/timeSeries$/,
    api: 'gax',
    query,
    pages: SERIES,
    answer({ path, query: asked }, { world }, offset) {
      const project = path['project'] ?? ''
      const known = world.projects?.some(({ projectId }) => projectId === project) ?? true
      if (!known) throw new Refusal(404, 'NOT_FOUND', `Resource projects/${project} was not found`)
      const span = spanOf(asked, world.now)
      const { type = '', label, value } = FILTER.exec(asked['filter'] ?? '')?.groups ?? {}
      const own = (world.series ?? []).filter(
        (series) => series.project === project && series.metric.type === type,
      )
      if (own.length === 0 && !ALWAYS_THERE.test(type))
        throw new Refusal(404, 'NOT_FOUND', `Cannot find metric(s) that match type = "${type}".`)
      const rows = own
        .filter((series) => label === undefined || series.metric.labels?.[label] === value)
        .map((series) => answerOf(series, span, asked))
        .filter(({ points }) => points.length > 0)
      return pageOf(SERIES, rows, offset, pageSize(asked['pageSize'], world))
    },
  }),
]

interface Span {
  readonly start: number
  readonly end: number
  readonly period: number
}

function spanOf(asked: Readonly<Record<string, string | undefined>>, now: string | undefined): Span {
  const end = secondsOf(asked['interval.endTime'])
  const start = secondsOf(asked['interval.startTime'])
  const period = Number((asked['aggregation.alignmentPeriod'] ?? '').replace('s', ''))
  if (period < 60) throw invalid('aggregation.alignmentPeriod must be at least 60 seconds')
  if (start >= end) throw invalid('interval.startTime must be before interval.endTime')
  if (now !== undefined && end > secondsOf(now)) throw invalid('interval.endTime must not be in the future')
  if (now !== undefined && start < secondsOf(now) - 25 * 7 * 86_400)
    throw invalid('interval.startTime is before what is kept')
  return { start, end, period }
}

/** Newest point first, as Google sends them. An aligned interval ends at the aligned time. */
function answerOf(
  series: Series,
  { start, end, period }: Span,
  asked: Readonly<Record<string, string | undefined>>,
) {
  const aligner = Number(asked['aggregation.perSeriesAligner'])
  const points: unknown[] = []
  for (let until = end; until - period >= start; until -= period) {
    const value = series.value(until, aligner)
    if (value === null) continue
    const interval = {
      startTime: isoOf(aligner === 12 || aligner === 11 ? until : until - period),
      endTime: isoOf(until),
    }
    points.push({ interval, value: { doubleValue: value } })
  }
  return { metric: series.metric, resource: series.resource, metricKind: 1, valueType: 3, points }
}

function secondsOf(time: string | undefined): number {
  return Math.floor(Date.parse(time ?? '') / 1000)
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}

function invalid(message: string): Refusal {
  return new Refusal(400, 'INVALID_ARGUMENT', message)
}
