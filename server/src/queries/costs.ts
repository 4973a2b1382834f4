import type { CostRow, CostsAnswer, CostsMeta } from '@outlay/shared/api'
import type { Day } from '@outlay/shared/period'
import type { Report } from '@outlay/shared/report-currency'
import { type ColumnResult, queryColumns } from '../db/columns.ts'
import { AppError } from '../errors.ts'
import { anomalousGroups } from './anomalous-groups.ts'
import type { Ask } from './ask.ts'
import { firstComparable, type PreviousRange, previousRange } from './comparison.ts'
import { CostsParams, type CostsQuestion, toCostsQuestion } from './costs-question.ts'
import { type CompiledSql, costsSql } from './costs-sql.ts'
import type { CurrencyChoice } from './currency-totals.ts'
import { historyStart } from './history.ts'
import { readParams } from './params.ts'
import { chooseCurrency } from './report-currency/read-report.ts'
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
  const plan = await planCosts(ask, asked, rowsMax + 1)
  const { question, currencies, compiled, compared, report, promoted } = plan
  const rows = await queryColumns(ask.connection, { name: 'costs', sql: compiled.sql }, compiled.params)
  if (rows.rowCount > rowsMax) throw tooMany(rowsMax)
  const known = compared !== undefined && compared.knownFrom !== null
  const meta: CostsMeta = {
    basis: { metric: question.metric, charges: question.charges },
    total: rows.firstAmount('total') ?? '0',
    ...(known && { previousTotal: rows.firstAmount('previous_total') ?? '0' }),
    currency: question.currency,
    currencies,
    dataThrough: ask.state.dataThrough,
    partialFrom: ask.state.partialFrom,
    groups: rows.firstCount('groups') ?? 0,
    other: question.top === undefined ? null : otherOf(rows),
    start: question.start,
    end: question.end,
    ...(compared && { previous: { start: compared.start, end: compared.end, align: compared.align } }),
    warnings: await readWarnings(ask, question, compared),
    ...(promoted && { promoted }),
    ...(report && { report }),
    ...(question.explain && { sql: compiled.sql, params: compiled.params }),
  }
  return { data: toRows(rows, plan), meta }
}

/** What is asked of the database for a question, and how its rows are read. */
export interface CostsPlan extends Pick<CurrencyChoice, 'currencies'> {
  readonly question: CostsQuestion & { readonly currency: string }
  readonly compiled: CompiledSql
  readonly compared: ComparedRange | undefined
  /** How other currencies were converted, where that was asked for. */
  readonly report: Report | undefined
  /** Groups with anomalies, where they were asked to be kept. */
  readonly promoted: readonly string[] | undefined
}

/** Rows of periods before `knownFrom` have no known counterpart; null where the whole previous range has none. */
interface ComparedRange extends PreviousRange {
  readonly knownFrom: Day | null
}

/** Chooses the currency and writes the SQL. A range that lies before all history is not compared with. */
export async function planCosts(ask: Ask, asked: CostsQuestion, rowsMax: number): Promise<CostsPlan> {
  const previous = asked.compare && previousRange(asked.start, asked.end, asked.compare)
  const { currency, currencies, report } = await chooseCurrency(ask, asked, previous)
  const promoted = asked.promote === undefined ? undefined : await anomalousGroups(ask, asked)
  const keep = [...(promoted ?? []), ...(asked.keep ?? [])]
  const question = { ...asked, currency, keep }
  const compared = previous && {
    ...previous,
    knownFrom: firstComparable(
      question,
      previous,
      historyStart(ask.state, report === undefined ? question : { ...question, currency: undefined }),
    ),
  }
  const compare = compared?.knownFrom === null ? undefined : question.compare
  const compiled = costsSql({ ...question, compare }, ask.state.promoted, rowsMax)
  return { question, currencies, report, promoted, compiled, compared }
}

function otherOf(rows: ColumnResult): CostsMeta['other'] {
  const members = rows.firstCount('other_members') ?? 0
  return members === 0 ? null : { members, cost: rows.firstAmount('other_cost') ?? '0' }
}

function toRows(rows: ColumnResult, { question, compared }: CostsPlan): CostRow[] {
  const groups = question.groupBy.map((_, index) => rows.texts(`g${index + 1}`))
  const costs = rows.amounts('cost')
  const knownFrom = compared?.knownFrom ?? null
  const previous = knownFrom === null ? undefined : rows.amounts('previous_cost')
  const other = question.top === undefined ? undefined : rows.flags('other')
  return rows.texts('period').map((day, row) => {
    const period = day ?? ''
    return {
      period,
      group: groups.map((values) => values[row] ?? null),
      cost: costs[row] ?? '0',
      ...(previous && period >= (knownFrom ?? '') && { previousCost: previous[row] ?? '0' }),
      ...(other?.[row] === true && { other: true as const }),
    }
  })
}

function tooMany(rowsMax: number): AppError {
  return new AppError(
    'INVALID_INPUT',
    `The answer has more than ${rowsMax} rows. Add top or a filter, or choose a coarser granularity.`,
  )
}
