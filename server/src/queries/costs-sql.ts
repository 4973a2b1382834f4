import type { Granularity } from '@outlay/shared/dimensions'
import type { Day } from '@outlay/shared/period'
import { type PreviousRange, previousRange } from './comparison.ts'
import type { CostsQuestion } from './costs-question.ts'
import { dimensionSql, type PromotedTags } from './dimension-sql.ts'
import { type Binder, createBinder, METRIC_COLUMNS, whereSql } from './where-sql.ts'

export interface CompiledSql {
  readonly sql: string
  readonly params: Readonly<Record<string, string>>
}

/**
 * One SQL text for a question: a row for each period and group with `cost` (and `previous_cost`), the groups that `top`
 * cut off gathered in rows with `other`, and the figures of the whole answer repeated on each row (`total`,
 * `previous_total`, `groups`, `other_members`, `other_cost`). Groups rank by the size of their cost, credits included.
 * Reads each day of cost_fact once.
 */
export function costsSql(question: CostsQuestion, promoted: PromotedTags, rowsMax: number): CompiledSql {
  const binder = createBinder()
  const previous = question.compare && previousRange(question.start, question.end, question.compare)
  const shape = { question, promoted, binder, groups: question.groupBy.map((_, index) => `g${index + 1}`) }
  const tables = [
    ...(previous === undefined ? [] : comparedTables(shape, previous)),
    `cell as materialized (\n${cellSql(shape, previous)}\n)`,
    memberSql(shape),
    summarySql(shape, previous !== undefined),
    ...(question.top === undefined ? [] : [keptSql(shape, previous !== undefined)]),
  ]
  return {
    sql: `with ${tables.join(',\n')}\n${finalSql(shape, previous !== undefined, rowsMax)}`,
    params: binder.params,
  }
}

interface Shape {
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
function comparedTables(shape: Shape, previous: PreviousRange): readonly string[] {
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

function cellSql(shape: Shape, previous: PreviousRange | undefined): string {
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

function memberSql({ groups }: Shape): string {
  if (groups.length === 0) return 'member as (\nselect 1 as rank\nfrom cell\nlimit 1\n)'
  const order = list(['abs(sum(cost)) desc', ...groups.map((name) => `${name} nulls last`)])
  return `member as (\nselect ${list(groups)}, row_number() over (order by ${order}) as rank\nfrom cell\ngroup by ${list(groups)}\n)`
}

function summarySql({ question, binder }: Shape, compared: boolean): string {
  const other =
    question.top === undefined
      ? []
      : [`(select count(*) from member where rank > ${top(binder, question.top)}) as other_members`]
  const columns = [
    'sum(cost) as total',
    ...(compared ? ['sum(previous_cost) as previous_total'] : []),
    '(select count(*) from member) as groups',
    ...other,
  ]
  return `summary as (\nselect ${list(columns)}\nfrom cell\n)`
}

function keptSql({ groups, question, binder }: Shape, compared: boolean): string {
  const limit = top(binder, question.top ?? 0)
  const keys = groups.map((name) => `case when rank <= ${limit} then cell.${name} end as ${name}`)
  const on = groups.map((name) => `cell.${name} is not distinct from member.${name}`)
  return [
    'kept as (',
    `select ${list(['period', ...keys, `rank > ${limit} as other`])}, sum(cost) as cost${compared ? ', sum(previous_cost) as previous_cost' : ''}`,
    'from cell',
    `join member on ${on.length === 0 ? 'true' : on.join(' and ')}`,
    'group by all',
    ')',
  ].join('\n')
}

function finalSql({ groups, question }: Shape, compared: boolean, rowsMax: number): string {
  const cut = question.top !== undefined
  const columns = [
    'period',
    ...groups,
    ...(cut ? ['other'] : []),
    'cost',
    ...(compared ? ['previous_cost'] : []),
  ]
  const otherCost = cut ? [`coalesce(sum(cost) filter (where other) over (), 0) as other_cost`] : []
  return [
    `select ${list([...columns, 'summary.*', ...otherCost])}`,
    `from ${cut ? 'kept' : 'cell'}`,
    'cross join summary',
    `order by ${list(['period', ...(cut ? ['other'] : []), 'cost desc', ...groups.map((name) => `${name} nulls last`)])}`,
    `limit ${rowsMax}`,
  ].join('\n')
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

function top(binder: Binder, count: number): string {
  return `${binder.named('top', String(count))}::bigint`
}

function list(parts: readonly string[]): string {
  return parts.join(', ')
}
