import type { MlUtilisationAnswer } from '@outlay/shared/ml'
import { z } from 'zod'
import { Count, Money, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import { gpuSql } from './gpu-sql.ts'
import { metaOf, readMlQuestion } from './question.ts'

const MACHINES_MAX = 40

/** Answers `GET /ml/gpu/utilisation`: mean gpu_utilization by hour of the day (UTC) of the dearest measured machines. */
export async function answerMlUtilisation(
  ask: Ask,
  params: URLSearchParams,
  lake: string,
): Promise<MlUtilisationAnswer> {
  const question = await readMlQuestion(ask, params)
  const { ctes, binder } = await gpuSql(ask, question, lake)
  const sql = `with ${ctes}${HOURS}`
  const rows = await runQuery(
    ask.connection,
    { name: 'ml.utilisation', sql, params: Params, row: Row },
    binder.params,
  )
  const measured = rows.filter(({ hours }) => hours.length > 0)
  return {
    machines: measured.map(({ resource, name, model, cost, hours }) => ({
      ...{ resource, name, model, cost },
      hours: Array.from({ length: 24 }, (_, hour) => hours.find((each) => each.hour === hour)?.mean ?? null),
    })),
    unmeasured: rows[0]?.unmeasured ?? 0,
    meta: await metaOf(ask, question, { sql, params: binder.params }),
  }
}

/** Series with one sample a day say nothing of hours and stay out. */
const HOURS = `,
hourly as (
  select resource, hour(at_hour)::integer as hour, avg(average) as mean
  from load
  where (resource, at_hour::date) not in (select (resource, day) from measured where is_daily)
  group by all
),
machine as (
  select resource, any_value(name) as name, max(model) as model, sum(cost) as cost
  from gpu_split
  where use = 'use' and resource is not null
  group by resource
)
select machine.resource, name, model, cost, coalesce(hours, []) as hours,
  (count(*) filter (where hours is null) over ()) as unmeasured
from machine
left join (
  select resource, list({'hour': hour, 'mean': mean} order by hour) as hours from hourly group by resource
) as hourly using (resource)
order by hours is null, cost desc, resource
limit ${MACHINES_MAX}`

const Params = z.record(z.string(), z.string())
const Row = z.object({
  resource: z.string(),
  name: z.string().nullable(),
  model: z.string().nullable(),
  cost: Money,
  hours: z.array(z.object({ hour: z.number(), mean: z.number() })),
  unmeasured: Count,
})
