import type { CostRow, CostsAnswer, CostsMeta } from '@outlay/shared/api'
import { type ColumnResult, queryColumns } from '../db/columns.ts'
import { AppError } from '../errors.ts'
import type { Ask } from './ask.ts'
import { previousRange } from './comparison.ts'
import { CostsParams, type CostsQuestion, toCostsQuestion } from './costs-question.ts'
import { costsSql } from './costs-sql.ts'
import { currencyTotals } from './currency-totals.ts'
import { readParams } from './params.ts'
import { readWarnings } from './warnings.ts'

const ROWS_MAX = 100_000

/**
 * Answers `GET /costs` and `outlay costs`: costs by period and up to three dimensions, exact, of one currency.
 * @throws INVALID_INPUT naming the parameter; for more than 100,000 rows as well
 */
export async function answerCosts(ask: Ask, params: URLSearchParams): Promise<CostsAnswer> {
  return runCosts(ask, toCostsQuestion(readParams(CostsParams, params), ask.state))
}

/** The same for a question that is read already; `rowsMax` bounds the answer. */
export async function runCosts(ask: Ask, asked: CostsQuestion, rowsMax = ROWS_MAX): Promise<CostsAnswer> {
  const { currency, currencies } = await currencyTotals(ask, asked)
  const question = { ...asked, currency }
  const compiled = costsSql(question, ask.state.promoted, rowsMax + 1)
  const rows = await queryColumns(ask.connection, { name: 'costs', sql: compiled.sql }, compiled.params)
  if (rows.rowCount > rowsMax) throw tooMany(rowsMax)
  const previous = question.compare && previousRange(question.start, question.end, question.compare)
  const meta: CostsMeta = {
    basis: { metric: question.metric, charges: question.charges },
    total: rows.firstAmount('total') ?? '0',
    ...(previous && { previousTotal: rows.firstAmount('previous_total') ?? '0' }),
    currency,
    currencies,
    dataThrough: ask.state.dataThrough,
    partialFrom: ask.state.partialFrom,
    groups: rows.firstCount('groups') ?? 0,
    other: question.top === undefined ? null : otherOf(rows),
    start: question.start,
    end: question.end,
    ...(previous && { previous: { start: previous.start, end: previous.end, align: previous.align } }),
    warnings: await readWarnings(ask, question, previous),
    ...(question.explain && { sql: compiled.sql, params: compiled.params }),
  }
  return { data: toRows(rows, question), meta }
}

function otherOf(rows: ColumnResult): CostsMeta['other'] {
  const members = rows.firstCount('other_members') ?? 0
  return members === 0 ? null : { members, cost: rows.firstAmount('other_cost') ?? '0' }
}

function toRows(rows: ColumnResult, question: CostsQuestion): CostRow[] {
  const groups = question.groupBy.map((_, index) => rows.texts(`g${index + 1}`))
  const costs = rows.amounts('cost')
  const previous = question.compare && rows.amounts('previous_cost')
  const other = question.top === undefined ? undefined : rows.flags('other')
  return rows.texts('period').map((period, row) => ({
    period: period ?? '',
    group: groups.map((values) => values[row] ?? null),
    cost: costs[row] ?? '0',
    ...(previous && { previousCost: previous[row] ?? '0' }),
    ...(other?.[row] === true && { other: true as const }),
  }))
}

function tooMany(rowsMax: number): AppError {
  return new AppError(
    'INVALID_INPUT',
    `The answer has more than ${rowsMax} rows. Add top or a filter, or choose a coarser granularity.`,
  )
}
