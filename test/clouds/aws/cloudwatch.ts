import { z } from 'zod'
import { defineOperation, type Operation, pageOf, Refusal } from './operation.ts'
import type { AwsWorld } from './world.ts'

const QUERIES_MAX = 500
const DATAPOINTS_MAX = 100_800
const HOUR = 3600

const Query = z.strictObject({
  Id: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,254}$/, 'Id must start with a lower case letter'),
  MetricStat: z.strictObject({
    Metric: z.strictObject({
      Namespace: z.string().min(1),
      MetricName: z.string().min(1),
      Dimensions: z.array(z.strictObject({ Name: z.string().min(1), Value: z.string().min(1) })).max(30),
    }),
    Period: z.int().positive().multipleOf(60),
    Stat: z.enum(['Average', 'Maximum', 'Minimum', 'Sum', 'SampleCount']),
  }),
  ReturnData: z.boolean().optional(),
  AccountId: z.string().optional(),
})
type Query = z.infer<typeof Query>

const Question = z.strictObject({
  MetricDataQueries: z
    .array(Query)
    .min(1)
    .max(QUERIES_MAX)
    .refine((queries) => new Set(queries.map(({ Id }) => Id)).size === queries.length, 'Ids must be unique'),
  StartTime: z.number(),
  EndTime: z.number(),
  ScanBy: z.enum(['TimestampAscending', 'TimestampDescending']).optional(),
  MaxDatapoints: z.int().min(1).max(DATAPOINTS_MAX).optional(),
  NextToken: z.string().optional(),
})

/** At most 500 metrics and 100,800 points a page. Retention: minutes 15 days, five minutes 63 days, hours 455 days. */
const getMetricData = defineOperation({
  service: 'cloudwatch',
  name: 'GetMetricData',
  body: Question,
  list: 'MetricDataResults',
  token: { asked: 'NextToken', given: 'NextToken' },
  answer({ MetricDataQueries, StartTime, EndTime, MaxDatapoints, ScanBy }, world, offset) {
    if (StartTime >= EndTime)
      throw new Refusal(
        'InvalidParameterValueException',
        'The parameter StartTime must be less than the parameter EndTime.',
      )
    checkRetention(MetricDataQueries, StartTime, world)
    const points = MetricDataQueries.flatMap((query) => samples(query, StartTime, EndTime, world))
    const size = Math.min(MaxDatapoints ?? DATAPOINTS_MAX, world.pageSize ?? DATAPOINTS_MAX)
    const { rows, next } = pageOf(points, offset, size)
    return {
      MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => {
        const own = rows.filter((row) => row.id === Id)
        const ordered = ScanBy === 'TimestampAscending' ? own : own.toReversed()
        return {
          Id,
          Label: MetricStat.Metric.MetricName,
          Timestamps: ordered.map(({ time }) => time),
          Values: ordered.map(({ value }) => value),
          StatusCode: next === undefined ? 'Complete' : 'PartialData',
        }
      }),
      Messages: [],
      ...(next === undefined ? {} : { NextToken: next }),
    }
  },
})

const LISTED_MAX = 500

const listMetrics = defineOperation({
  service: 'cloudwatch',
  name: 'ListMetrics',
  body: z.strictObject({
    Namespace: z.string().min(1),
    MetricName: z.string().min(1).optional(),
    NextToken: z.string().optional(),
  }),
  list: 'Metrics',
  token: { asked: 'NextToken', given: 'NextToken' },
  answer({ Namespace, MetricName }, world, offset) {
    const all = (world.metricsListed ?? [])
      .filter(({ namespace, metric }) => namespace === Namespace && [undefined, metric].includes(MetricName))
      .map(({ namespace, metric, dimensions }) => ({
        Namespace: namespace,
        MetricName: metric,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      }))
    const { rows, next } = pageOf(all, offset, Math.min(LISTED_MAX, world.pageSize ?? LISTED_MAX))
    return { Metrics: rows, ...(next === undefined ? {} : { NextToken: next }) }
  },
})

export const cloudWatchOperations: readonly Operation[] = [getMetricData, listMetrics]

function checkRetention(queries: readonly Query[], start: number, { today }: AwsWorld): void {
  if (today === undefined) return
  const days = (Date.parse(`${today}T00:00:00Z`) / 1000 - start) / 86_400
  const needed = days > 63 ? HOUR : days > 15 ? 300 : 60
  if (queries.some(({ MetricStat }) => MetricStat.Period % needed !== 0))
    throw new Refusal(
      'InvalidParameterValueException',
      `Period must be a multiple of ${needed} for this time range`,
    )
}

function samples(
  { Id, MetricStat: { Metric, Period, Stat } }: Query,
  start: number,
  end: number,
  world: AwsWorld,
) {
  const dimensions = Object.fromEntries(Metric.Dimensions.map(({ Name, Value }) => [Name, Value]))
  const found: { id: string; time: number; value: number }[] = []
  for (let time = Math.floor(start / Period) * Period; time < end; time += Period) {
    const question = {
      namespace: Metric.Namespace,
      metric: Metric.MetricName,
      dimensions,
      stat: Stat,
      start: time,
      periodSeconds: Period,
    }
    const value = world.metric?.(question) ?? null
    if (value !== null) found.push({ id: Id, time, value })
  }
  return found
}
