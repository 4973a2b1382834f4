import type { CurrencyTotal } from '@outlay/shared/api'
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
  readonly currencies: readonly CurrencyTotal[]
}

/**
 * Picks the currency of an answer: the one asked for, else the largest of all costs that the question finds any of. By
 * the size of all costs and not of the answer, so that a filter does not turn a page from one currency to another.
 * Costs a query only where the range has several currencies.
 */
export async function currencyTotals(ask: Ask, question: BasisQuestion): Promise<CurrencyChoice> {
  const candidate = question.currency ?? ask.state.currencies[0] ?? CURRENCY_DEFAULT
  const others = othersInRange(ask, question, candidate)
  if (others.length === 0) return { currency: candidate, currencies: [] }
  const totals = await totalsOf(ask, question, others)
  const [largest] = ask.state.currencies.filter((known) => totals.some((row) => row.currency === known))
  if (question.currency !== undefined || largest === undefined || (await occurs(ask, question, candidate))) {
    return { currency: candidate, currencies: totals }
  }
  return { currency: largest, currencies: totals.filter((row) => row.currency !== largest) }
}

function othersInRange({ state }: Ask, { start, end }: BasisQuestion, candidate: string): readonly string[] {
  const found = state.accounts.filter(
    ({ from, to, currency }) => currency !== candidate && from < end && to >= start,
  )
  return [...new Set(found.map(({ currency }) => currency))].toSorted()
}

async function totalsOf(ask: Ask, question: BasisQuestion, currencies: readonly string[]) {
  const binder = createBinder()
  const sql = `
    select currency, coalesce(sum(${METRIC_COLUMNS[question.metric]}), 0) as total
    from cost_fact
    where currency in (${currencies.map(binder.bind).join(', ')})
      and ${whereSql({ ...question, currency: undefined }, ask.state.promoted, binder)}
    group by currency
    order by abs(total) desc, currency`
  return runQuery(ask.connection, { name: 'currency-totals', sql, params: Params, row: Row }, binder.params)
}

async function occurs(ask: Ask, question: BasisQuestion, currency: string): Promise<boolean> {
  const binder = createBinder()
  const sql = `
    select currency
    from cost_fact
    where ${whereSql({ ...question, currency }, ask.state.promoted, binder)}
    limit 1`
  const row = z.object({ currency: z.string() })
  return (
    (await runQuery(ask.connection, { name: 'currency-occurs', sql, params: Params, row }, binder.params))
      .length > 0
  )
}

const Params = z.record(z.string(), z.string())
const Row = z.object({ currency: z.string(), total: Money })
