import type { Amount } from '@outlay/shared/money'
import { z } from 'zod'
import { Money, runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'
import type { BasisQuestion } from './costs-question.ts'
import { createBinder, METRIC_COLUMNS, whereSql } from './where-sql.ts'

/** Where no cost tells the currency. */
const CURRENCY_DEFAULT = 'USD'

export interface CurrencyChoice {
  readonly currency: string
  /** The others that the question finds, largest first, never added. */
  readonly currencies: readonly { readonly currency: string; readonly total: Amount }[]
}

/**
 * Picks the currency of an answer: the one asked for, else the largest of all costs that the question finds any of. By
 * the size of all costs and not of the answer, so that a filter does not turn a page from one currency to another.
 */
export async function currencyTotals(ask: Ask, question: BasisQuestion): Promise<CurrencyChoice> {
  const [only, ...rest] = ask.state.currencies
  if (rest.length === 0 && (question.currency === undefined || question.currency === only)) {
    return { currency: question.currency ?? only ?? CURRENCY_DEFAULT, currencies: [] }
  }
  const binder = createBinder()
  const metric = METRIC_COLUMNS[question.metric]
  const sql = `
    select currency, coalesce(sum(${metric}), 0) as total
    from cost_fact
    where ${whereSql({ ...question, currency: undefined }, ask.state.promoted, binder)}
    group by currency
    order by abs(total) desc, currency`
  const rows = await runQuery(
    ask.connection,
    { name: 'currency-totals', sql, params: Params, row: Row },
    binder.params,
  )
  const found = new Set(rows.map((row) => row.currency))
  const largest = ask.state.currencies.find((known) => found.has(known))
  const currency = question.currency ?? largest ?? only ?? CURRENCY_DEFAULT
  return { currency, currencies: rows.filter((row) => row.currency !== currency) }
}

const Params = z.record(z.string(), z.string())
const Row = z.object({ currency: z.string(), total: Money })
