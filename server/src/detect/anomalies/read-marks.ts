import type { DuckDBConnection } from '@duckdb/node-api'
import { ANOMALY_KINDS, ANOMALY_SCOPES, ANOMALY_STATES, type MarksAnswer } from '@outlay/shared/detect'
import { isDay } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { readParams } from '../../queries/params.ts'
import { placeOf } from './sentence.ts'

const day = z.string().refine(isDay, { error: 'must be a day as YYYY-MM-DD' })

export const MarksParams = z.strictObject({
  start: day,
  end: day.describe('Day after the last'),
  provider: z.string().max(100).optional(),
  subAccount: z.string().max(300).optional(),
  team: z.string().max(200).optional(),
  service: z.string().max(300).optional(),
  currency: z.string().max(10).optional(),
})

/**
 * What goes on and has days in `[start, end)`, to be marked on a chart: the largest 20, in the order of their days. As
 * the detectors left it: they are not run for it.
 */
export async function readMarks(connection: DuckDBConnection, params: URLSearchParams): Promise<MarksAnswer> {
  const { start, end, provider, subAccount, team, service, currency } = readParams(MarksParams, params)
  const rows = await runQuery(connection, marksQuery, {
    start,
    end,
    provider: provider ?? null,
    subAccount: subAccount ?? null,
    team: team ?? null,
    service: service ?? null,
    currency: currency ?? null,
  })
  return {
    data: rows.map(({ place, ...mark }) => ({ ...mark, title: placeOf(place) })),
  }
}

const Row = z
  .object({
    id: z.string(),
    day: z.string(),
    started_on: z.string(),
    last_day: z.string(),
    kind: z.enum(ANOMALY_KINDS),
    state: z.enum(ANOMALY_STATES),
    currency: z.string(),
    excess: z.number(),
    excess_per_day: z.number(),
    scope: z.enum(ANOMALY_SCOPES),
    provider: z.string().nullable(),
    billing_account: z.string().nullable(),
    sub_account: z.string().nullable(),
    sub_account_name: z.string().nullable(),
    service: z.string().nullable(),
    usage_type: z.string().nullable(),
    team: z.string().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    day: row.day,
    startedOn: row.started_on,
    lastDay: row.last_day,
    kind: row.kind,
    state: row.state,
    currency: row.currency,
    excess: row.excess,
    excessPerDay: row.excess_per_day,
    place: {
      scope: row.scope,
      provider: row.provider,
      billingAccountId: row.billing_account,
      subAccountId: row.sub_account,
      subAccountName: row.sub_account_name,
      service: row.service,
      usageType: row.usage_type,
      team: row.team,
    },
  }))

const marksQuery = {
  name: 'anomalies.marks',
  sql: `
    with largest as (
      select *
      from anomaly
      where state in ('active', 'acknowledged') and started_on < $end::date and last_day >= $start::date
        and ($provider::varchar is null or provider = $provider)
        and ($subAccount::varchar is null or sub_account = $subAccount)
        and ($team::varchar is null or team = $team)
        and ($service::varchar is null or service = $service)
        and ($currency::varchar is null or currency = $currency)
      order by abs(excess) + abs(month_end_impact) desc, id
      limit 20
    )
    select id, greatest(started_on, $start::date) as day, started_on, last_day, kind, state, currency, excess,
      excess_per_day, scope, provider, billing_account, sub_account, sub_account_name, service, usage_type, team
    from largest
    order by greatest(started_on, $start::date), id
  `,
  params: z.object({
    start: z.string(),
    end: z.string(),
    provider: z.string().nullable(),
    subAccount: z.string().nullable(),
    team: z.string().nullable(),
    service: z.string().nullable(),
    currency: z.string().nullable(),
  }),
  row: Row,
} satisfies Query<z.ZodType, z.ZodType>
