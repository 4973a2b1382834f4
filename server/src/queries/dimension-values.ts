import type { Basis, CurrencyTotal, DimensionValue } from '@outlay/shared/api'
import type { Day } from '@outlay/shared/period'
import { z } from 'zod'
import { Money, runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'
import { BasisParams, type BasisQuestion, ReportParams, reportOf, toBasisQuestion } from './costs-question.ts'
import { dimensionNameSql, dimensionSql, parseDimension } from './dimension-sql.ts'
import { readParams, whole } from './params.ts'
import { convertedSql, type ReportChoice, ratedSql } from './report-currency/converted-sql.ts'
import { chooseCurrency } from './report-currency/read-report.ts'
import { createBinder, METRIC_COLUMNS, whereSql } from './where-sql.ts'

export const DimensionValuesParams = z.strictObject({
  ...BasisParams,
  q: z.string().max(200).default('').describe('Part of the value or of its name, whatever its case'),
  limit: whole(1, 1000).default(50),
  ...ReportParams,
})

export interface DimensionValuesAnswer {
  readonly data: readonly DimensionValue[]
  readonly meta: {
    readonly basis: Basis
    readonly currency: string
    /** Other currencies of the same costs, which are beside no value; of a report currency, what has no rate. */
    readonly currencies: readonly CurrencyTotal[]
    readonly start: Day
    readonly end: Day
  }
}

/**
 * Values of a dimension with their cost in the range, largest first; `null` is what has no value. In a report currency
 * also those of whose cost nothing has a rate: their cost is null.
 */
export async function answerDimensionValues(
  ask: Ask,
  dimension: string,
  params: URLSearchParams,
): Promise<DimensionValuesAnswer> {
  const { q, limit, ...rest } = readParams(DimensionValuesParams, params)
  const basis = toBasisQuestion(rest, ask.state)
  const asked = { ...basis, report: reportOf(rest) }
  const { currency, currencies } = await chooseCurrency(ask, asked)
  const { sql, params: bound } = dimensionValuesSql(ask, { ...asked, currency }, dimension, q, limit)
  const data = await runQuery(
    ask.connection,
    { name: 'dimension-values', sql, params: Params, row: Row },
    bound,
  )
  const { metric, charges, start, end } = basis
  return { data, meta: { basis: { metric, charges }, currency, currencies, start, end } }
}

type Asked = BasisQuestion & { readonly report: ReportChoice | undefined }

function dimensionValuesSql(ask: Ask, question: Asked, dimension: string, q: string, limit: number) {
  const binder = createBinder()
  const { report } = question
  const metric = METRIC_COLUMNS[question.metric]
  const inRange = report === undefined ? question : { ...question, currency: undefined }
  const cost =
    report === undefined ? `coalesce(sum(${metric}), 0)` : `sum(coalesce(${convertedSql(metric)}, rate * 0))`
  const known = parseDimension(dimension, 'dimension')
  const column = dimensionSql(known, ask.state.promoted, binder.bind)
  const name = dimensionNameSql(known)
  const search =
    q === ''
      ? []
      : [`contains(lower(concat_ws(chr(10), ${column}, ${name})), lower(${binder.named('q', q)}))`]
  const sql = `
    select ${column} as value, max(${name}) as name, ${cost} as cost
    from ${report === undefined ? 'cost_fact' : ratedSql(report, binder)}
    where ${[whereSql(inRange, ask.state.promoted, binder), ...search].join('\n  and ')}
    group by value
    order by abs(cost) desc nulls last, value nulls last
    limit ${binder.named('limit', String(limit))}::bigint`
  return { sql, params: binder.params }
}

const Params = z.record(z.string(), z.string())
const Row = z.object({ value: z.string().nullable(), name: z.string().nullable(), cost: Money.nullable() })
