import type { CostRow, CostsAnswer, CostsMeta } from '@outlay/shared/api'
import type { Amount } from '@outlay/shared/money'
import { z } from 'zod'
import { Count, Money, runQuery } from '../db/query.ts'
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
  const rows = await runQuery(
    ask.connection,
    { name: 'costs', sql: compiled.sql, params: z.record(z.string(), z.string()), row: CostsRow },
    compiled.params,
  )
  if (rows.length > rowsMax) throw tooMany(rowsMax)
  const first = rows[0]
  const previous = question.compare && previousRange(question.start, question.end, question.compare)
  const meta: CostsMeta = {
    basis: { metric: question.metric, charges: question.charges },
    total: first?.total ?? '0',
    ...(previous && { previousTotal: first?.previous_total ?? '0' }),
    currency,
    currencies,
    dataThrough: ask.state.dataThrough,
    partialFrom: ask.state.partialFrom,
    groups: first?.groups ?? 0,
    other:
      first === undefined || (first.other_members ?? 0) === 0
        ? null
        : { members: first.other_members ?? 0, cost: first.other_cost ?? '0' },
    start: question.start,
    end: question.end,
    ...(previous && { previous: { start: previous.start, end: previous.end, align: previous.align } }),
    warnings: await readWarnings(ask, question, previous),
    ...(question.explain && { sql: compiled.sql, params: compiled.params }),
  }
  return { data: rows.map((row) => toRow(row, question)), meta }
}

const CostsRow = z.object({
  period: z.string(),
  g1: z.string().nullish(),
  g2: z.string().nullish(),
  g3: z.string().nullish(),
  other: z.boolean().optional(),
  cost: Money,
  previous_cost: Money.optional(),
  total: Money,
  previous_total: Money.optional(),
  groups: Count,
  other_members: Count.optional(),
  other_cost: Money.optional(),
})

function toRow(row: z.output<typeof CostsRow>, question: CostsQuestion): CostRow {
  const group = [row.g1 ?? null, row.g2 ?? null, row.g3 ?? null].slice(0, question.groupBy.length)
  const previousCost: Amount | undefined = row.previous_cost
  return {
    period: row.period,
    group,
    cost: row.cost,
    ...(previousCost !== undefined && { previousCost }),
    ...(row.other === true && { other: true as const }),
  }
}

function tooMany(rowsMax: number): AppError {
  return new AppError(
    'INVALID_INPUT',
    `The answer has more than ${rowsMax} rows. Add top or a filter, or choose a coarser granularity.`,
  )
}
