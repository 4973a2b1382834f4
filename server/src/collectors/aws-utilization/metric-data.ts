import { z } from 'zod'
import { eachAwsPage } from '../aws-pages.ts'
import { CollectError } from '../collect-error.ts'
import type { CloudWatch, Series } from './metric-list.ts'

export type Stat = 'Average' | 'Maximum' | 'Sum'
export interface Query {
  readonly series: Series
  readonly stat: Stat
}

const HOUR_SECONDS = 3600
const Data = z.object({
  MetricDataResults: z
    .array(
      z.object({
        Id: z.string(),
        Timestamps: z.array(z.date()).default([]),
        Values: z.array(z.number()).default([]),
        StatusCode: z.string().optional(),
      }),
    )
    .default([]),
  NextToken: z.string().optional(),
})

/** Hourly values of at most 500 queries, by query and hour (epoch ms). Throws CollectError. */
export async function readHours(
  { data, sdk }: CloudWatch,
  queries: readonly Query[],
  range: { readonly start: Date; readonly end: Date },
): Promise<Map<Query, Map<number, number>>> {
  const values = new Map(queries.map((query) => [query, new Map<number, number>()]))
  const pages = eachAwsPage(async (token) => {
    const command = new sdk.GetMetricDataCommand({
      MetricDataQueries: queries.map(toQuery),
      StartTime: range.start,
      EndTime: range.end,
      ScanBy: 'TimestampAscending',
      NextToken: token,
    })
    const answer = await data.ask(
      'GetMetricData',
      (client, abortSignal) => client.send(command, { abortSignal }),
      Data,
    )
    return { rows: answer.MetricDataResults, next: answer.NextToken }
  })
  for await (const page of pages) {
    for (const { Id, Timestamps, Values, StatusCode } of page) {
      const query = queries[Number(Id.slice(1))]
      const hours = query === undefined ? undefined : values.get(query)
      if (hours === undefined || Timestamps.length !== Values.length || StatusCode === 'InternalError')
        throw new CollectError('bad_answer', `CloudWatch answered ${Id} with half of its samples`)
      for (const [index, time] of Timestamps.entries()) add(hours, time.getTime(), Values[index] ?? 0, Id)
    }
  }
  return values
}

function add(hours: Map<number, number>, time: number, value: number, id: string): void {
  if (hours.has(time)) throw new CollectError('stale_pages', `CloudWatch sent an hour of ${id} twice`)
  hours.set(time, value)
}

function toQuery({ series: { spec, dimensions }, stat }: Query, index: number) {
  return {
    Id: `q${index}`,
    MetricStat: {
      Metric: {
        Namespace: spec.namespace,
        MetricName: spec.name,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: HOUR_SECONDS,
      Stat: stat,
    },
  }
}
