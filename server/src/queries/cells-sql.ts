import type { Granularity } from '@outlay/shared/dimensions'
import type { Day } from '@outlay/shared/period'
import type { PreviousRange } from './comparison.ts'
import type { CostsQuestion } from './costs-question.ts'
import { dimensionSql, type PromotedTags } from './dimension-sql.ts'
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
    'from cost_fact',
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
  return previous.align === 'norm' ? [line, factorSql(question.granularity, aligned)] : [line]
}

/** SELECT of the table `cell`: cost, and previous_cost where one is compared with, by period and group. */
export function cellSql(shape: Shape, previous: PreviousRange | undefined): string {
  const { question, groups } = shape
  if (previous === undefined) {
    const sum = `coalesce(sum(${METRIC_COLUMNS[question.metric]}), 0) as cost`
    return scanSql(shape, { ...question, prefix: '' }, periodSql(question.granularity), [sum])
  }
  const keys = ['line.period', ...groups]
  if (previous.align !== 'norm') {
    return `select ${list(keys)}, sum(cost) as cost, sum(previous_cost) as previous_cost\nfrom line\ngroup by all`
  }
  return [
    `select ${list(keys)}, sum(cost) as cost,`,
    '  coalesce(round(sum(previous_cost)::double * any_value(days) / nullif(any_value(previous_days), 0), 6), 0)::decimal(38, 14) as previous_cost',
    'from line',
    'join factor on factor.period = line.period',
    'group by all',
  ].join('\n')
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
  if (previous.align === 'dow') return `day + ${binder.named('shift_days', String(previous.days))}::integer`
  const shifted = `(day + to_months(${binder.named('shift_months', String(previous.months))}::integer))::date`
  return `greatest($start::date, least($end::date - 1, ${shifted}))`
}

function periodSql(granularity: Granularity): string {
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
