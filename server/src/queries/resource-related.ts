import type { ResourceAnswer } from '@outlay/shared/api'
import { ANOMALY_KINDS, ANOMALY_STATES } from '@outlay/shared/detect'
import type { Day } from '@outlay/shared/period'
import { GRADES, RECOMMENDATION_STATUSES } from '@outlay/shared/recommendations'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'

interface Place {
  readonly id: string
  readonly subAccount: string | null
  readonly service: string | null
  /** Anomalies that were over before it are left out. */
  readonly since: Day
}

/**
 * What Outlay says elsewhere of a resource: the recommendations that name it, and the anomalies that it is a cause of,
 * before those of its service in its account.
 */
export async function readRelated(
  { connection }: Ask,
  place: Place,
): Promise<Pick<ResourceAnswer, 'recommendations' | 'anomalies'>> {
  const { id, subAccount, service, since } = place
  const anomalies = await runQuery(connection, relatedAnomaliesQuery, {
    id,
    sub_account: subAccount,
    service,
    since,
  })
  return {
    recommendations: await runQuery(connection, relatedRecommendationsQuery, { id }),
    anomalies: anomalies.map(({ is_cause, usage_type, started_on, last_day, ...plain }) => ({
      ...plain,
      usageType: usage_type,
      startedOn: started_on,
      lastDay: last_day,
      isCause: is_cause,
    })),
  }
}

export const relatedRecommendationsQuery = {
  name: 'resource.recommendations',
  sql: `
    select id, rule, body->>'$.title' as title, grade, status, counted, currency
    from recommendation
    where list_contains(resource_ids, $id) and status not in ('dismissed', 'expired')
    order by counted desc, id
    limit 20
  `,
  params: z.object({ id: z.string() }),
  row: z.object({
    id: z.string(),
    rule: z.string(),
    title: z.string(),
    grade: z.enum(GRADES),
    status: z.enum(RECOMMENDATION_STATUSES),
    counted: z.number(),
    currency: z.string(),
  }),
} satisfies Query<z.ZodType, z.ZodType>

export const relatedAnomaliesQuery = {
  name: 'resource.anomalies',
  sql: `
    select id, kind, state, service, usage_type, started_on, last_day, excess, currency, is_cause
    from (
      select *, list_contains(
        list_transform(
          from_json(causes, '[{"dimension": "VARCHAR", "value": "VARCHAR"}]'),
          lambda cause: case when cause.dimension = 'resource' then cause.value end
        ), $id) as is_cause
      from anomaly
      where state <> 'withdrawn' and last_day >= $since::date
    )
    where is_cause or (service = $service and sub_account = $sub_account)
    order by is_cause desc, last_day desc, abs(excess) desc, id
    limit 10
  `,
  params: z.object({
    id: z.string(),
    sub_account: z.string().nullable(),
    service: z.string().nullable(),
    since: z.string(),
  }),
  row: z.object({
    id: z.string(),
    kind: z.enum(ANOMALY_KINDS),
    state: z.enum(ANOMALY_STATES),
    service: z.string().nullable(),
    usage_type: z.string().nullable(),
    started_on: z.string(),
    last_day: z.string(),
    excess: z.number(),
    currency: z.string(),
    is_cause: z.boolean(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
