import type { Basis, DimensionValue } from '@outlay/shared/api'
import type { Day } from '@outlay/shared/period'
import { z } from 'zod'
import { Money, runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'
import { BasisParams, type BasisQuestion, toBasisQuestion } from './costs-question.ts'
import { currencyTotals } from './currency-totals.ts'
import { dimensionNameSql, dimensionSql, parseDimension } from './dimension-sql.ts'
import { readParams, whole } from './params.ts'
import { createBinder, METRIC_COLUMNS, whereSql } from './where-sql.ts'

export const DimensionValuesParams = z.strictObject({
  ...BasisParams,
  q: z.string().max(200).default('').describe('Part of the value or of its name, whatever its case'),
  limit: whole(1, 1000).default(50),
})

export interface DimensionValuesAnswer {
  readonly data: readonly DimensionValue[]
  readonly meta: { readonly basis: Basis; readonly currency: string; readonly start: Day; readonly end: Day }
}

/** Values of a dimension with their cost in the range, largest first; `null` is what has no value. */
export async function answerDimensionValues(
  ask: Ask,
  dimension: string,
  params: URLSearchParams,
): Promise<DimensionValuesAnswer> {
  const { q, limit, ...rest } = readParams(DimensionValuesParams, params)
  const basis = toBasisQuestion(rest, ask.state)
  const { currency } = await currencyTotals(ask, basis)
  const { sql, params: bound } = dimensionValuesSql(ask, { ...basis, currency }, dimension, q, limit)
  const data = await runQuery(
    ask.connection,
    { name: 'dimension-values', sql, params: Params, row: Row },
    bound,
  )
  const { metric, charges, start, end } = basis
  return { data, meta: { basis: { metric, charges }, currency, start, end } }
}

function dimensionValuesSql(ask: Ask, question: BasisQuestion, dimension: string, q: string, limit: number) {
  const binder = createBinder()
  const known = parseDimension(dimension, 'dimension')
  const column = dimensionSql(known, ask.state.promoted, binder.bind)
  const name = dimensionNameSql(known)
  const search =
    q === ''
      ? []
      : [`contains(lower(concat_ws(chr(10), ${column}, ${name})), lower(${binder.named('q', q)}))`]
  const sql = `
    select ${column} as value, max(${name}) as name, coalesce(sum(${METRIC_COLUMNS[question.metric]}), 0) as cost
    from cost_fact
    where ${[whereSql(question, ask.state.promoted, binder), ...search].join('\n  and ')}
    group by value
    order by abs(cost) desc, value nulls last
    limit ${binder.named('limit', String(limit))}::bigint`
  return { sql, params: binder.params }
}

const Params = z.record(z.string(), z.string())
const Row = z.object({ value: z.string().nullable(), name: z.string().nullable(), cost: Money })
