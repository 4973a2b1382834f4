import { type Dimension, FILTER_OPS, type FilterOp } from '@outlay/shared/dimensions'
import { AppError } from '../errors.ts'
import { suggest } from '../suggest.ts'
import { type Bind, clip, dimensionSql, type PromotedTags, parseDimension } from './dimension-sql.ts'

/** All repeats of one dimension and operator. */
export interface Filter {
  readonly dimension: Dimension
  readonly op: FilterOp
  readonly values: readonly string[]
}

const VALUES_MAX = 500

/**
 * Reads `dim:op:value`; the value is all that follows the operator, colons included. Repeats of one dimension and
 * operator become one filter, any of whose values matches. `absent` takes no value.
 * @throws INVALID_INPUT naming the filter
 */
export function parseFilters(texts: readonly string[]): readonly Filter[] {
  if (texts.length > VALUES_MAX) {
    throw new AppError('INVALID_INPUT', `filter: at most ${VALUES_MAX} are allowed, not ${texts.length}.`)
  }
  const filters = new Map<string, { dimension: Dimension; op: FilterOp; values: string[] }>()
  for (const text of texts) {
    const { dimension, op, value } = parseFilter(text)
    const key = `${dimension}:${op}`
    const filter = filters.get(key) ?? { dimension, op, values: [] }
    filters.set(key, { ...filter, values: [...new Set([...filter.values, ...value])].toSorted() })
  }
  return [...filters.keys()].toSorted().flatMap((key) => filters.get(key) ?? [])
}

/** SQL condition of a filter. `not` keeps rows where the dimension is absent; `contains` ignores case. */
export function filterSql(filter: Filter, promoted: PromotedTags, bind: Bind): string {
  const column = dimensionSql(filter.dimension, promoted, bind)
  switch (filter.op) {
    case 'absent':
      return `${column} is null`
    case 'is':
      return membership(column, filter.values.map(bind))
    case 'not':
      return `(${column} is null or not ${membership(column, filter.values.map(bind))})`
    case 'contains':
      return `(${filter.values.map((value) => `contains(lower(${column}), lower(${bind(value)}))`).join(' or ')})`
  }
}

function membership(column: string, placeholders: readonly string[]): string {
  return placeholders.length === 1
    ? `(${column} = ${placeholders[0]})`
    : `(${column} in (${placeholders.join(', ')}))`
}

function parseFilter(text: string): { dimension: Dimension; op: FilterOp; value: string[] } {
  const parts = /^(tag:[^:]*|[^:]*):([^:]*)(?::(.*))?$/s.exec(text)
  if (parts === null) throw malformed(text, 'it needs the form dimension:operator:value')
  const [, name = '', operator = '', value] = parts
  const dimension = parseDimension(name, `filter "${clip(text)}"`)
  const op = FILTER_OPS.find((known) => known === operator)
  if (op === undefined) {
    throw malformed(
      text,
      `"${clip(operator)}" is no operator${suggest(clip(operator), FILTER_OPS)}, use ${FILTER_OPS.join(', ')}`,
    )
  }
  if (op === 'absent') {
    if (value !== undefined && value !== '') throw malformed(text, '"absent" takes no value')
    return { dimension, op, value: [] }
  }
  if (value === undefined || value.length > 4096 || value.includes('\0')) {
    throw malformed(text, 'it needs a value of at most 4096 characters behind the operator')
  }
  return { dimension, op, value: [value] }
}

function malformed(text: string, why: string): AppError {
  return new AppError('INVALID_INPUT', `filter "${clip(text)}": ${why}.`, {
    details: { parameter: 'filter' },
  })
}
