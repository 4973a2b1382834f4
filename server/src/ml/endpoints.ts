import type { MlEndpointRow, MlEndpointsAnswer, MlFinding, MlNotebookRow } from '@outlay/shared/ml-parts'
import { z } from 'zod'
import { Money, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import { machineName } from './accelerators.ts'
import { readFindings, rulesRanAt } from './findings.ts'
import { ratio } from './gpu-figures.ts'
import { loadSql } from './gpu-sql.ts'
import { mlLinesSql } from './lines-sql.ts'
import { metaOf, readMlQuestion } from './question.ts'

/** Hours a day from which a notebook counts as left on, and percent from which it works. Source: rule ML-05. */
const LEFT_ON_HOURS = 20
const WORKS_FROM = 5

/**
 * Answers `GET /ml/endpoints`: inference endpoints with their calls and what the rules say of them, and notebooks with the
 * hours in which anybody works. Calls, quiet hours and working hours are those that an hourly series measures.
 */
export async function answerMlEndpoints(
  ask: Ask,
  params: URLSearchParams,
  lake: string,
): Promise<MlEndpointsAnswer> {
  const question = await readMlQuestion(ask, params)
  const { ctes, binder } = mlLinesSql(ask, question)
  const metrics = `metric in ('invocations', 'cpu_utilization', 'gpu_utilization')
      and lower(resource_id) in (select lower(resource) from ml_thing where class in ('inference', 'notebooks'))`
  const sql = `with ${ctes},\n${await loadSql(ask, lake, binder, metrics)},\n${SERVED}`
  const rows = await runQuery(
    ask.connection,
    { name: 'ml.endpoints', sql, params: Params, row: Row },
    binder.params,
  )
  const findings = await readFindings(ask, question.currency)
  const of = (row: Row) => findings.get(row.resource) ?? []
  return {
    endpoints: rows.filter((row) => row.class === 'inference').map((row) => toEndpoint(row, of(row))),
    notebooks: rows.filter((row) => row.class === 'notebooks').map((row) => toNotebook(row, of(row))),
    rulesRanAt: await rulesRanAt(ask),
    meta: await metaOf(ask, question, { sql, params: binder.params }),
  }
}

/** Days with fewer than this many samples of a metric are no hourly series. */
const HOURLY_FROM = 2

const SERVED = `thing_day as (
  select provider, billing_account, resource, day, any_value(resource_name) as name, any_value(class) as class, any_value(team) as team,
    any_value(region) as region, max(machine_type) filter (where part is not null) as machine_type, sum(cost) as cost, sum(machine_hours) as machine_hours
  from line
  where class in ('inference', 'notebooks') and resource is not null
  group by all
),
hourly as (
  select resource, at_hour, max(average) filter (where metric = 'invocations') as calls,
    max(average) filter (where metric <> 'invocations') as busy,
    count(*) filter (where metric = 'invocations') over day as call_samples, count(*) filter (where metric <> 'invocations') over day as busy_samples
  from load
  group by resource, at_hour, metric
  window day as (partition by resource, at_hour::date)
),
folded as (
  select resource, at_hour, max(calls) filter (where call_samples >= ${HOURLY_FROM}) as calls, max(busy) filter (where busy_samples >= ${HOURLY_FROM}) as busy
  from hourly
  group by resource, at_hour
),
measured_day as (
  select resource, at_hour::date as day, sum(calls) as calls, count(calls) as call_hours, count(*) filter (where calls = 0) as quiet_hours,
    sum(busy) as busy_sum, max(busy) as peak, count(busy) as busy_hours, count(*) filter (where busy >= ${WORKS_FROM}) as work_hours,
    max(at_hour) filter (where busy >= ${WORKS_FROM}) as last_worked
  from folded
  group by all
)
select provider, resource, any_value(name) as name, any_value(class) as class, arg_max(team, day) as team, arg_max(region, day) as region,
  coalesce(max(machine_type), max(inventory.attributes::json->>'instance_type')) as machine_type, sum(cost) as cost, sum(machine_hours)::double as machine_hours, count(distinct day)::integer as days,
  greatest(1, max(machine_hours) / 24)::double as replicas,
  sum(calls)::double as calls, (sum(cost) filter (where call_hours > 0))::double as called_cost,
  sum(cost::double * quiet_hours / nullif(call_hours, 0))::double as quiet_cost, (sum(busy_sum) / nullif(sum(busy_hours), 0))::double as mean, max(peak)::double as peak,
  coalesce(sum(busy_hours), 0)::double as busy_hours, coalesce(sum(work_hours), 0)::double as work_hours,
  strftime(max(last_worked), '%Y-%m-%dT%H:%M:%SZ') as last_worked, max(try_cast(inventory.attributes::json->>'min_instances' as double)) as min_replicas
from thing_day
left join measured_day using (resource, day)
left join inventory on resource = case when starts_with(lower(resource_id), '/subscriptions/') then lower(resource_id) else resource_id end
group by provider, billing_account, resource
order by sum(cost) desc, resource`

const Params = z.record(z.string(), z.string())
const Row = z.object({
  provider: z.string(),
  resource: z.string(),
  name: z.string().nullable(),
  class: z.string(),
  team: z.string().nullable(),
  region: z.string().nullable(),
  machine_type: z.string().nullable(),
  cost: Money,
  machine_hours: z.number().nullable(),
  days: z.number(),
  replicas: z.number().nullable(),
  calls: z.number().nullable(),
  called_cost: z.number().nullable(),
  quiet_cost: z.number().nullable(),
  mean: z.number().nullable(),
  peak: z.number().nullable(),
  busy_hours: z.number(),
  work_hours: z.number(),
  last_worked: z.string().nullable(),
  min_replicas: z.number().nullable(),
})
type Row = z.output<typeof Row>

function toEndpoint(row: Row, findings: readonly MlFinding[]): MlEndpointRow {
  const { provider, resource, name, team, region, cost } = row
  return {
    ...{ provider, resource, name, team, region, cost, findings },
    machineType: machineName(row.machine_type),
    replicas: row.machine_hours === null ? null : row.replicas,
    minReplicas: row.min_replicas,
    requests: row.calls,
    costPer1000: row.calls === null ? null : ratio((row.called_cost ?? 0) * 1000, row.calls),
    utilisation: row.mean === null ? null : row.mean / 100,
    peak: row.peak === null ? null : row.peak / 100,
    idleCost: row.quiet_cost,
  }
}

function toNotebook(row: Row, findings: readonly MlFinding[]): MlNotebookRow {
  const { provider, resource, name, team, cost } = row
  const hoursADay = row.machine_hours === null ? null : Math.min(24, row.machine_hours / row.days)
  return {
    ...{ provider, resource, name, team, cost, findings, hoursADay },
    machineType: machineName(row.machine_type),
    workingShare: ratio(row.work_hours, row.busy_hours),
    lastWorked: row.last_worked,
    leftOn: (hoursADay ?? 0) >= LEFT_ON_HOURS,
  }
}
