import { runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import { METRIC_HOURS, metricFilesQuery } from '../queries/metric-hours.ts'
import type { Binder } from '../queries/where-sql.ts'
import { mlLinesSql } from './lines-sql.ts'
import type { MlQuestion } from './question.ts'

/** Percent of gpu_utilization under which an hour is idle. Source: the definition of GPU hours in the guide of figures. */
export const IDLE_BELOW = 5
/** Percent from which an hour is busy: to that much ML-07 fills a machine. */
export const BUSY_FROM = 70

/**
 * CTEs of mlLinesSql and, behind them,
 * - `load`: hours of utilisation of ML resources, of the metrics that `metrics` names: `resource`, `metric`, `at_hour`, `average`
 * - `gpu_day`: a row a day and GPU machine with `cost`, `spot_cost` decimal, `gpu_hours`, `machine_hours` double, and `use`:
 *   `use`, `unused` (commitment) or `fee`
 * - `gpu_split`: the same with `idle`, `partly`, `busy`, `no_metric`, `unused`, `fees` decimal, which add up to `cost` exactly,
 *   `measured_hours`, `useful_hours` (accelerator hours) and `measured_cost`
 * A machine's day divides by its hours: those under 5 % are idle, those from 70 % on busy; hours that billed and have no
 * sample have no metric. Where a series is daily, its one sample stands for the day.
 */
export async function gpuSql(
  ask: Ask,
  question: MlQuestion,
  lake: string,
): Promise<{ readonly ctes: string; readonly binder: Binder }> {
  const { ctes, binder } = mlLinesSql(ask, question)
  const load = await loadSql(ask, lake, binder, `metric = 'gpu_utilization'`)
  return { ctes: [ctes, load, GPU_DAY, MEASURED, WEIGHED, SPLIT].join(',\n'), binder }
}

/**
 * Makes tables of the CTEs that several queries of one answer read, each with the columns that they need; they end with
 * the transaction of the question.
 */
export async function makeTables(
  ask: Ask,
  { ctes, binder }: { readonly ctes: string; readonly binder: Binder },
  tables: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, columns] of Object.entries(tables)) {
    const sql = `create or replace temp table ${name} as with ${ctes} select ${columns} from ${name}`
    await ask.connection.run(sql, binder.params)
  }
}

/** CTE `load`; without metrics files it is empty. */
export async function loadSql(ask: Ask, lake: string, binder: Binder, where: string): Promise<string> {
  const files = await runQuery(ask.connection, metricFilesQuery, { lake })
  if (files.length === 0)
    return `load as (
  select null::varchar as resource, null::varchar as metric, null::timestamp as at_hour, null::double as average, null::double as maximum where false
)`
  const list = binder.named('files', files.map(({ file }) => file).join('\n'))
  return `load as (
  select * exclude (resource_id)
  from (
    select ${METRIC_HOURS}
    from read_parquet(string_split(${list}, chr(10)), union_by_name = true, hive_partitioning = false)
    where ${where} and "timestamp" >= $start::date and "timestamp" < $end::date
    group by all
  )
)`
}

const GPU_DAY = `gpu_day as (
  select day, period, provider, billing_account, resource, any_value(resource_name) as name, max(model) as model,
    max(machine_type) as machine_type, any_value(class) as class, region, team,
    case when charge_category <> 'Usage' then 'fee' when commitment_status = 'Unused' then 'unused' else 'use' end as use,
    sum(cost) as cost, coalesce(sum(cost) filter (where pricing_category = 'Dynamic'), 0) as spot_cost,
    coalesce(sum(gpu_hours), 0) as gpu_hours, sum(machine_hours) as machine_hours
  from line
  where is_gpu
  group by day, period, provider, billing_account, resource, region, team, use,
    -- lines without a resource stay apart by what they are
    case when resource is null then concat_ws(' ', class, model, usage_type) end
)`

const MEASURED = `measured as (
  select *, samples = 1 and max(samples) over (partition by resource order by day range between interval 3 days preceding and interval 3 days following) = 1 as is_daily
  from (
    select resource, at_hour::date as day, count(*) as samples,
      count(*) filter (where average < ${IDLE_BELOW}) as idle_hours,
      count(*) filter (where average >= ${IDLE_BELOW} and average < ${BUSY_FROM}) as partly_hours, sum(average) / 100 as useful_hours
    from load
    group by all
  )
)`

/** How many hours of the clock a machine ran that day: several replicas run at the same time. */
const WEIGHED = `weighed as (
  select gpu_day.*, samples, idle_hours, partly_hours, measured.useful_hours as useful_sum,
    case when is_daily then clock else 1 end as weight,
    greatest(clock, samples * case when is_daily then clock else 1 end) as total_hours
  from (
    select *, coalesce(machine_hours / greatest(1, max(ceil(machine_hours / 24 - 0.01)) over machine),
      gpu_hours / greatest(1, max(ceil(gpu_hours / 24 - 0.01)) over machine)) as clock
    from gpu_day
    window machine as (partition by provider, resource)
  ) as gpu_day
  left join measured on measured.resource = case when use = 'use' then gpu_day.resource end and measured.day = gpu_day.day
)`

/** Cut cumulatively at eight decimals, so that the parts add up to the last digit. */
const SPLIT = `gpu_split as (
  select * exclude (to_idle, to_partly, to_busy, idle_hours, partly_hours, useful_sum, samples, weight, total_hours),
    to_idle as idle, to_partly - to_idle as partly, to_busy - to_partly as busy,
    case when use = 'use' then cost - to_busy else 0 end as no_metric,
    case when use = 'unused' then cost else 0 end as unused, case when use = 'fee' then cost else 0 end as fees,
    to_busy as measured_cost,
    gpu_hours * least(1, coalesce(samples * weight / nullif(total_hours, 0), 0)) as measured_hours,
    coalesce(gpu_hours * useful_sum * weight / nullif(total_hours, 0), 0) as useful_hours
  from (
    select *, ${upTo('idle_hours')} as to_idle, ${upTo('idle_hours + partly_hours')} as to_partly, ${upTo('samples')} as to_busy
    from weighed
  )
)`

function upTo(hours: string): string {
  return `case when coalesce(${hours}, 0) = 0 or coalesce(total_hours, 0) <= 0 then 0
      when (${hours}) * weight >= total_hours - 1e-9 then cost
      else (cost::double * (${hours}) * weight / total_hours)::decimal(38, 8)::decimal(38, 14) end`
}

/** Sums of `gpu_split` that GpuFigures is made of. */
export const FIGURE_SUMS = `coalesce(sum(cost), 0) as cost, coalesce(sum(gpu_hours), 0)::double as hours,
    coalesce(sum(measured_hours), 0)::double as measured_hours, coalesce(sum(useful_hours), 0)::double as useful_hours,
    coalesce(sum(measured_cost), 0) as measured_cost, coalesce(sum(spot_cost), 0) as spot_cost, coalesce(sum(unused), 0) as unused,
    coalesce(sum(idle), 0) as idle, coalesce(sum(partly), 0) as partly, coalesce(sum(busy), 0) as busy,
    coalesce(sum(no_metric), 0) as no_metric, coalesce(sum(fees), 0) as fees`
