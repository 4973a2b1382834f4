import type { ResourceAnswer } from '@outlay/shared/api'
import { addDays } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import { AppError } from '../errors.ts'
import type { Ask } from './ask.ts'
import { runCosts } from './costs.ts'
import { BasisParams, type CostsQuestion, knownCurrency, ReportParams, reportOf } from './costs-question.ts'
import { readParams } from './params.ts'
import { readResourceLines } from './resource-lines.ts'
import { readRelated } from './resource-related.ts'

const DAYS = 90

export const ResourceParams = z
  .strictObject({ ...BasisParams, ...ReportParams })
  .pick({ metric: true, charges: true, currency: true, reportCurrency: true, rate: true })

/**
 * One resource: what it is, its daily cost over the last 90 days of the data, its metrics and first line items. `lake`
 * is the folder that the ledger's file names are relative to.
 */
export async function answerResource(
  ask: Ask,
  id: string,
  params: URLSearchParams,
  lake: string,
): Promise<ResourceAnswer> {
  const { metric, charges, ...rest } = readParams(ResourceParams, params)
  const currency = knownCurrency(rest.currency, ask.state)
  const [known] = await runQuery(ask.connection, resourceQuery, { id })
  if (known === undefined) throw new AppError('NOT_FOUND', 'There are no costs of a resource with that id.')
  const end = addDays(ask.state.newestDay ?? ask.state.today, 1)
  const start = addDays(end, -DAYS)
  const question: CostsQuestion = {
    ...{ start, end, metric, charges, currency, granularity: 'daily', groupBy: [] },
    filters: [{ dimension: 'resource', op: 'is', values: [id] }],
    ...{ top: undefined, compare: undefined, explain: false, report: reportOf(rest) },
  }
  const { data, meta } = await runCosts(ask, question)
  const { billing_account, sub_account, sub_account_name, first_seen, last_seen, tags, ...plain } = known
  return {
    id,
    ...plain,
    billingAccount: billing_account,
    subAccount: sub_account,
    subAccountName: sub_account_name,
    firstSeen: first_seen,
    lastSeen: last_seen,
    tags: Object.fromEntries((tags ?? []).map(({ key, value }) => [key, value ?? ''])),
    currency: meta.currency,
    total: meta.total,
    daily: data.map((row) => ({ day: row.period, cost: row.cost })),
    lines: await readResourceLines(ask, id, start, lake),
    metrics: await runQuery(ask.connection, metricsQuery, { id, start }),
    ...(await readRelated(ask, { id, subAccount: sub_account, service: known.service, since: start })),
    basis: meta.basis,
    ...(meta.report && { report: meta.report }),
  }
}

export const resourceQuery = {
  name: 'resource',
  sql: `
    select arg_max(resource_name, day) as name, arg_max(resource_type, day) as type, arg_max(provider, day) as provider,
      arg_max(billing_account, day) as billing_account, arg_max(sub_account, day) as sub_account,
      arg_max(sub_account_name, day) as sub_account_name, arg_max(region, day) as region,
      arg_max(service, day) as service, arg_max(team, day) as team, arg_max(tags, day) as tags,
      min(day) as first_seen, max(day) as last_seen
    from cost_fact
    where resource = $id
    having count(*) > 0
  `,
  params: z.object({ id: z.string() }),
  row: z.object({
    name: z.string().nullable(),
    type: z.string().nullable(),
    provider: z.string(),
    billing_account: z.string(),
    sub_account: z.string().nullable(),
    sub_account_name: z.string().nullable(),
    region: z.string().nullable(),
    service: z.string().nullable(),
    team: z.string().nullable(),
    tags: z.array(z.object({ key: z.string(), value: z.string().nullable() })).nullable(),
    first_seen: z.string(),
    last_seen: z.string(),
  }),
} satisfies Query<z.ZodType, z.ZodType>

export const metricsQuery = {
  name: 'resource.metrics',
  sql: `
    select metric, day, average, maximum
    from metric_day
    where resource_id = $id and day >= $start::date
    order by metric, day
  `,
  params: z.object({ id: z.string(), start: z.string() }),
  row: z.object({ metric: z.string(), day: z.string(), average: z.number(), maximum: z.number() }),
} satisfies Query<z.ZodType, z.ZodType>
