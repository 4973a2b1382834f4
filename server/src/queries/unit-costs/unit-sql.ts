import type { Granularity } from '@outlay/shared/dimensions'
import type { BasisQuestion } from '../costs-question.ts'
import type { PromotedTags } from '../dimension-sql.ts'
import { factsSql, type ReportChoice } from '../report-currency/converted-sql.ts'
import { createBinder, METRIC_COLUMNS, whereSql } from '../where-sql.ts'

export interface UnitQuestion extends BasisQuestion {
  readonly currency: string
  readonly unit: string
  readonly team: string | null
  readonly granularity: Granularity
  readonly report?: ReportChoice | undefined
}

const PERIOD: Readonly<Record<Granularity, string>> = {
  daily: 'day',
  weekly: `date_trunc('week', day)::date`,
  monthly: `date_trunc('month', day)::date`,
  total: '$start::date',
}

/**
 * Cost and quantity side by side for each day and team that counts the unit (for a unit without teams: each day and all
 * costs), then summed by period and team: known days into `cost` and `quantity`, the cost of the others into
 * `cost_unknown`. A day without a row of the unit is unknown, a row of 0 is not.
 */
export function unitSql(question: UnitQuestion, promoted: PromotedTags) {
  const binder = createBinder()
  const unit = binder.named('unit', question.unit)
  const ofTeam = question.team === null ? '' : ` and team = ${binder.named('team', question.team)}`
  const sql = `
    with volume as (
      select day, team, sum(quantity) as quantity
      from business_unit
      where unit = ${unit} and day >= $start::date and day < $end::date${ofTeam}
      group by day, team
    ),
    scope as (select distinct team from business_unit where unit = ${unit}${ofTeam}),
    cost as (
      select cost_fact.day, scope.team, coalesce(sum(${METRIC_COLUMNS[question.metric]}), 0) as cost
      from (
        select *
        from ${factsSql(question.report, binder)}
        where ${whereSql(question, promoted, binder)}
      ) as cost_fact
      join scope on scope.team is null or scope.team = cost_fact.team
      group by cost_fact.day, scope.team
    ),
    calendar as (
      select unnest(generate_series($start::date, $end::date - 1, interval 1 day))::date as day
    ),
    team_day as (
      select calendar.day, scope.team, coalesce(cost.cost, 0) as cost, volume.quantity
      from calendar
      cross join scope
      left join cost on cost.day = calendar.day and cost.team is not distinct from scope.team
      left join volume on volume.day = calendar.day and volume.team is not distinct from scope.team
    )
    select ${PERIOD[question.granularity]} as period, team,
      coalesce(sum(cost) filter (where quantity is not null), 0) as cost,
      coalesce(sum(quantity), 0) as quantity,
      coalesce(sum(cost) filter (where quantity is null), 0) as cost_unknown,
      count(*) as days, count(quantity) as days_known
    from team_day
    group by all
    order by period, team nulls first`
  return { sql, params: binder.params }
}
