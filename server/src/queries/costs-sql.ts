import { cellSql, comparedTables, list, type Shape } from './cells-sql.ts'
import { previousRange } from './comparison.ts'
import type { CostsQuestion } from './costs-question.ts'
import type { PromotedTags } from './dimension-sql.ts'
import { type Binder, createBinder } from './where-sql.ts'

export interface CompiledSql {
  readonly sql: string
  readonly params: Readonly<Record<string, string>>
}

/**
 * One SQL text for a question: a row for each period and group with `cost` (and `previous_cost`), the groups that `top`
 * cut off gathered in rows with `other`, and the figures of the whole answer repeated on each row (`total`,
 * `previous_total`, `groups`, `other_members`, `other_cost`). Groups rank by the size of their cost, credits included, those
 * that are kept first.
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

function memberSql({ groups, question, binder }: Shape): string {
  if (groups.length === 0) return 'member as (\nselect 1 as rank\nfrom cell\nlimit 1\n)'
  const kept = question.top === undefined ? [] : (question.keep ?? []).map(binder.bind)
  const first = kept.length === 0 ? [] : [`coalesce(${groups[0]} in (${kept.join(', ')}), false) desc`]
  const order = list([...first, 'abs(sum(cost)) desc', ...groups.map((name) => `${name} nulls last`)])
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

function top(binder: Binder, count: number): string {
  return `${binder.named('top', String(count))}::bigint`
}
