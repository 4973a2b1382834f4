import { type GpuFigures, type GpuMachineRow, ML_CLASSES, type MlGpuAnswer } from '@outlay/shared/ml'
import { z } from 'zod'
import { Count, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import { machineName } from './accelerators.ts'
import { FigureColumns, ratio, toFigures } from './gpu-figures.ts'
import { FIGURE_SUMS, gpuSql, IDLE_BELOW, makeTables } from './gpu-sql.ts'
import { type MlQuestion, metaOf, readMlQuestion } from './question.ts'

const MACHINES_MAX = 300
/** Measured hours at the end of the data that must all be idle before a machine is called idle now. */
const NOW_HOURS = 6

/**
 * Answers `GET /ml/gpu`: accelerator hours by model and cloud, what an hour and a useful hour cost, the exact split of the
 * money by use, and the machines, the idle ones first.
 */
export async function answerMlGpu(ask: Ask, params: URLSearchParams, lake: string): Promise<MlGpuAnswer> {
  const question = await readMlQuestion(ask, params)
  const { ctes, binder } = await gpuSql(ask, question, lake)
  const { connection } = ask
  await makeTables(ask, { ctes, binder }, { load: '*', gpu_split: '*' })
  const run = <R extends z.ZodObject>(name: string, sql: string, row: R) =>
    runQuery(connection, { name, sql, params: NoParams, row }, {})
  const totals = await run('ml.gpu.totals', TOTALS, Totals)
  const models = await run('ml.gpu.models', MODELS, Models)
  const series = await run('ml.gpu.series', SERIES, Series)
  const found = await run('ml.gpu.machines', MACHINES, Machines)
  const machines = found.map(toMachine)
  const idle = machines.filter(({ idleNow }) => idleNow)
  return {
    totals: totals[0] === undefined ? NOTHING : toFigures(totals[0]),
    models: models.map((row) => ({ provider: row.provider, model: row.model, ...toFigures(row) })),
    series,
    machines,
    machineCount: found[0]?.machines ?? 0,
    idleNow: {
      machines: idle.length,
      costPerDay: idle.reduce((sum, { costPerDay }) => sum + (costPerDay ?? 0), 0),
      asOf: totals[0]?.measured_until ?? null,
    },
    meta: await metaOf(ask, question, { sql: `with ${ctes}\n${MACHINES}`, params: binder.params }),
  }
}

/** The figures of all accelerators of a question. */
export async function readGpuTotals(ask: Ask, question: MlQuestion, lake: string): Promise<GpuFigures> {
  const { ctes, binder } = await gpuSql(ask, question, lake)
  const query = { name: 'ml.gpu.totals', sql: `with ${ctes}\n${TOTALS}`, params: Params, row: Totals }
  const [row] = await runQuery(ask.connection, query, binder.params)
  return row === undefined ? NOTHING : toFigures(row)
}

const TOTALS = `select ${FIGURE_SUMS}, (select max(at_hour) from load)::varchar as measured_until from gpu_split`

const MODELS = `select provider, model, ${FIGURE_SUMS} from gpu_split group by provider, model order by sum(cost) desc, provider, model`

const SERIES = `select period, model, sum(gpu_hours)::double as hours from gpu_split group by period, model order by period, model`

const MACHINES = `
select machine.*, count(*) over () as machines, load.mean / 100 as utilisation, coalesce(load.idle_now, false) as idle_now, rate.cost_per_day
from (
  select provider, billing_account, resource, arg_max(name, day) as name, max(model) as model, max(machine_type) as machine_type,
    any_value(class) as class, arg_max(region, day) as region, arg_max(team, day) as team, ${FIGURE_SUMS}
  from gpu_split
  group by provider, billing_account, resource, case when resource is null then concat_ws(' ', class, model, machine_type, use) end
) as machine
left join (
  select resource, avg(average) as mean,
    max(average) filter (where at_hour > last_at - interval ${NOW_HOURS} hour) < ${IDLE_BELOW} and max(last_at) >= max(end_at) - interval 1 day as idle_now
  from (select *, max(at_hour) over (partition by resource) as last_at, max(at_hour) over () as end_at from load)
  group by resource
) as load on load.resource = machine.resource
left join (
  select provider, billing_account, resource, arg_max(cost::double * (least(24, clock) / nullif(clock, 0)), day) as cost_per_day
  from (
    select provider, billing_account, resource, day, sum(cost) as cost, max(clock) as clock
    from gpu_split
    where use = 'use'
    group by all
  )
  group by all
) as rate on rate.provider = machine.provider and rate.billing_account = machine.billing_account and rate.resource = machine.resource
order by idle_now desc, machine.idle desc, machine.cost desc, machine.resource
limit ${MACHINES_MAX}`

const Params = z.record(z.string(), z.string())
const NoParams = z.strictObject({})
const Totals = z.object({ ...FigureColumns, measured_until: z.string().nullable() })
const Models = z.object({ ...FigureColumns, provider: z.string(), model: z.string().nullable() })
const Series = z.object({ period: z.string(), model: z.string().nullable(), hours: z.number() })
const Machines = z.object({
  ...FigureColumns,
  provider: z.string(),
  resource: z.string().nullable(),
  name: z.string().nullable(),
  model: z.string().nullable(),
  machine_type: z.string().nullable(),
  class: z.enum(ML_CLASSES),
  region: z.string().nullable(),
  team: z.string().nullable(),
  utilisation: z.number().nullable(),
  idle_now: z.boolean(),
  cost_per_day: z.number().nullable(),
  machines: Count,
})

function toMachine(row: z.output<typeof Machines>): GpuMachineRow {
  const { provider, resource, name, model, region, team } = row
  return {
    ...{ provider, resource, name, model, region, team, class: row.class },
    machineType: machineName(row.machine_type),
    utilisation: row.utilisation ?? ratio(row.useful_hours, row.measured_hours),
    idleNow: row.idle_now,
    costPerDay: row.cost_per_day,
    ...toFigures(row),
  }
}

const NOTHING = toFigures({
  ...{ cost: '0', hours: 0, measured_hours: 0, useful_hours: 0, measured_cost: '0', spot_cost: '0' },
  ...{ unused: '0', idle: '0', partly: '0', busy: '0', no_metric: '0', fees: '0' },
})
