import type { Granularity } from '@outlay/shared/dimensions'
import type { Day } from '@outlay/shared/period'
import type { PreviousRange } from './comparison.ts'
import type { CostsQuestion } from './costs-question.ts'
import { dimensionSql, type PromotedTags } from './dimension-sql.ts'
import { factsSql } from './report-currency/converted-sql.ts'
import { type Binder, METRIC_COLUMNS, whereSql } from './where-sql.ts'

/** What the parts of one question's SQL share. */
export interface Shape {
  readonly question: CostsQuestion
  readonly promoted: PromotedTags
  readonly binder: Binder
  readonly groups: readonly string[]
}

/** Cells of one range straight from the facts. */
function scanSql(shape: Shape, range: Range, period: string, sums: readonly string[]): string {
  const { question, promoted, binder, groups } = shape
  const dimensions = question.groupBy.map((dimension) => dimensionSql(dimension, promoted, binder.bind))
  return [
    `select ${list([`${period} as period`, ...dimensions.map((sql, index) => `${sql} as ${groups[index]}`), ...sums])}`,
    `from ${factsSql(question.report, binder)}`,
    `where ${whereSql({ ...question, ...range }, promoted, binder, range.prefix)}`,
    'group by all',
  ].join('\n')
}

interface Range {
  readonly start: Day
  readonly end: Day
  readonly prefix: '' | 'previous_'
}

/** The facts of both ranges, the previous one moved onto the current days; in `norm` with the days of each period. */
export function comparedTables(shape: Shape, previous: PreviousRange): readonly string[] {
  const { question, binder } = shape
  const aligned = question.granularity === 'total' ? 'day' : alignedSql(previous, binder)
  const sum = `coalesce(sum(${METRIC_COLUMNS[question.metric]}), 0)`
  const current = scanSql(shape, { ...question, prefix: '' }, periodSql(question.granularity), [
    `${sum} as cost`,
    '0 as previous_cost',
  ])
  const range = { start: previous.start, end: previous.end, prefix: 'previous_' } as const
  const earlier = scanSql(shape, range, periodOf(question.granularity, aligned), [
    '0 as cost',
    `${sum} as previous_cost`,
  ])
  const line = `line as (\n${current}\nunion all\n${earlier}\n)`
  if (previous.align !== 'norm') return [line]
  return [line, factorSql(question.granularity, aligned), ...scaledTables(shape.groups)]
}

/** SELECT of the table `cell`: cost, and previous_cost where one is compared with, by period and group. */
export function cellSql(shape: Shape, previous: PreviousRange | undefined): string {
  const { question, groups } = shape
  if (previous === undefined) {
    const sum = `coalesce(sum(${METRIC_COLUMNS[question.metric]}), 0) as cost`
    return scanSql(shape, { ...question, prefix: '' }, periodSql(question.granularity), [sum])
  }
  if (previous.align !== 'norm') {
    return `select ${list(['period', ...groups])}, sum(cost) as cost, sum(previous_cost) as previous_cost\nfrom line\ngroup by all`
  }
  const order = list(['abs(previous_cost) desc', ...groups.map((name) => `${name} nulls last`)])
  return [
    `select ${list(['period', ...groups])}, cost,`,
    `  previous_cost + case when row_number() over (partition by period order by ${order}) = 1`,
    '    then period_previous - sum(previous_cost) over (partition by period) else 0 end as previous_cost',
    'from scaled',
  ].join('\n')
}

/**
 * In `norm` the previous cost of a period is scaled by days ÷ previous days. The cost of the whole period is, rounded
 * once to 14 decimals, so that it is the same whatever the grouping; so is each row, and what the rows then lack of
 * their period goes to the largest of them.
 */
function scaledTables(groups: readonly string[]): readonly string[] {
  const line = [
    'grouped as (',
    `select ${list(['line.period', ...groups])}, sum(cost) as cost, sum(previous_cost) as previous_sum,`,
    '  any_value(days) as days, any_value(previous_days) as previous_days',
    'from line',
    'join factor on factor.period = line.period',
    'group by all',
    ')',
  ]
  const scaled = [
    'scaled as (',
    `select ${list(['period', ...groups, 'cost'])},`,
    `  ${perDays('previous_sum * days')} as previous_cost,`,
    `  ${perDays('sum(previous_sum) over (partition by period) * days')} as period_previous`,
    'from grouped',
    ')',
  ]
  return [line.join('\n'), scaled.join('\n')]
}

/**
 * `amount ÷ previous_days` as DECIMAL(38,14), half away from zero. DuckDB divides decimals as doubles, so the whole part
 * and the rest are divided as integers.
 */
function perDays(amount: string): string {
  const rest = `((${amount}) % previous_days)`
  const whole = `((${amount}) - ${rest})::hugeint // previous_days`
  const fraction = `(2 * (${rest} * 100000000000000)::hugeint + sign(${amount}) * previous_days) // (2 * previous_days)`
  return `coalesce((${whole})::decimal(38, 14) + (${fraction})::decimal(20, 0) * 0.00000000000001, 0)::decimal(38, 14)`
}

/** Days of each period in the current and in the previous range. */
function factorSql(granularity: Granularity, aligned: string): string {
  const days = (start: string, end: string) =>
    `(select unnest(generate_series(${start}::date, ${end}::date - 1, interval 1 day))::date as day)`
  return [
    'factor as (',
    'select period, count(*) filter (where is_current) as days, count(*) filter (where not is_current) as previous_days',
    'from (',
    `select ${periodOf(granularity, 'day')} as period, true as is_current from ${days('$start', '$end')}`,
    'union all',
    `select ${periodOf(granularity, aligned)}, false from ${days('$previous_start', '$previous_end')}`,
    ')',
    'group by period',
    ')',
  ].join('\n')
}

/** The day of the current range that a day of the previous one stands for. */
function alignedSql(previous: PreviousRange, binder: Binder): string {
  if (previous.months === 0) return `day + ${binder.named('shift_days', String(previous.days))}::integer`
  const shifted = `(day + to_months(${binder.named('shift_months', String(previous.months))}::integer))::date`
  return `greatest($start::date, least($end::date - 1, ${shifted}))`
}

/** SQL: first day of the period in which a fact lies; `total` needs `$start`. */
export function periodSql(granularity: Granularity): string {
  return granularity === 'monthly' ? 'month' : periodOf(granularity, 'day')
}

function periodOf(granularity: Granularity, day: string): string {
  switch (granularity) {
    case 'daily':
      return day
    case 'weekly':
      return `date_trunc('week', ${day})::date`
    case 'monthly':
      return `date_trunc('month', ${day})::date`
    case 'total':
      return '$start::date'
  }
}

export function list(parts: readonly string[]): string {
  return parts.join(', ')
}
