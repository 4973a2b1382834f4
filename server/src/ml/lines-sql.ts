import type { Ask } from '../queries/ask.ts'
import { periodSql } from '../queries/cells-sql.ts'
import { factsSql } from '../queries/report-currency/converted-sql.ts'
import { type Binder, createBinder, METRIC_COLUMNS, whereSql } from '../queries/where-sql.ts'
import { acceleratorsJson } from './accelerators.ts'
import type { MlQuestion } from './question.ts'
import { THING, thingsSql } from './things-sql.ts'

/**
 * CTEs up to `line`: the facts of the question that are ML, each with
 * - `class` text (see CLASS), `kind`, `role`, `part` as MACHINE_LINE tells them
 * - `is_gpu` boolean: running time, purchase or unused commitment of a machine with accelerators, cores and memory of it
 *   included; `model` text of the accelerator; `machine_type` text as the catalogue spells it in lower case
 * - `gpu_hours`, `machine_hours` double: null where the line counts neither
 * - `cost` decimal in the metric of the question, `quantity` decimal; `period` date, and the columns of the facts
 * What a line is, thingsSql tells: neither a filter nor the days ever change it.
 */
export function mlLinesSql(
  ask: Ask,
  question: MlQuestion,
): { readonly ctes: string; readonly binder: Binder } {
  const binder = createBinder()
  const where = whereSql(question, ask.state.promoted, binder)
  const things = thingsSql(binder.named('accelerators', acceleratorsJson()))
  const fact = `fact as (
  select *, consumed_unit as unit, coalesce(${METRIC_COLUMNS[question.metric]}, 0) as cost, ${periodSql(question.granularity)} as period
  from ${factsSql(question.report, binder)}
  where ${where}
)`
  return { ctes: [things, fact, LINE].join(',\n'), binder }
}

const LINE = `line as (
  select fact.*, ml_thing.kind, ml_thing.role, ml_thing.part, is_gpu, model, machine_type, class,
    case when charge_class is null and charge_category = 'Usage' and coalesce(commitment_status, '') <> 'Unused'
      then consumed_quantity::double * hour_factor * own_gpus end as gpu_hours,
    case when part = 'machine' and charge_class is null and charge_category = 'Usage' and coalesce(commitment_status, '') <> 'Unused'
      then consumed_quantity::double * hour_factor end as machine_hours
  from fact
  join ml_thing on ${THING.map((column) => `ml_thing.${column} is not distinct from fact.${column}`).join(
    ' and ',
  )}
)`
