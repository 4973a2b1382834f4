import type { Day } from '@outlay/shared/period'
import type { Conversion, Converted, Report } from '@outlay/shared/report-currency'
import { z } from 'zod'
import { Money, runQuery } from '../../db/query.ts'
import type { Ask } from '../ask.ts'
import type { BasisQuestion } from '../costs-question.ts'
import { type CurrencyChoice, currencyTotals } from '../currency-totals.ts'
import { createBinder, METRIC_COLUMNS, whereSql } from '../where-sql.ts'
import { convertedSql, type ReportChoice, ratedSql } from './converted-sql.ts'

interface Reported extends CurrencyChoice {
  readonly report: Report | undefined
}

type Asked = BasisQuestion & { readonly report?: ReportChoice | undefined }

interface Range {
  readonly start: Day
  readonly end: Day
}

/**
 * The currency of an answer: the report currency with what could not be converted apart, else the one that was asked for
 * or the largest, with the others apart. `previous` is the range that the question is compared with.
 */
export async function chooseCurrency(ask: Ask, question: Asked, previous?: Range): Promise<Reported> {
  const { report: choice } = question
  if (choice === undefined) return { ...(await currencyTotals(ask, question)), report: undefined }
  const now = await readConverted(ask, question, choice)
  const before =
    previous && (await readConverted(ask, { ...question, start: previous.start, end: previous.end }, choice))
  const report = { ...choice, ...now, ...(before && { previous: before }) }
  return { currency: choice.currency, currencies: now.apart, report }
}

/** By currency and source: what was converted, at which rates of which days, and what has no rate. */
async function readConverted(ask: Ask, question: BasisQuestion, choice: ReportChoice): Promise<Converted> {
  const binder = createBinder()
  const metric = METRIC_COLUMNS[question.metric]
  const sql = `
    select currency, rate_source, coalesce(sum(${metric}), 0) as amount,
      coalesce(sum(${convertedSql(metric)}), 0) as converted,
      min(rate) as rate_low, max(rate) as rate_high, min(rate_day) as first_day, max(rate_day) as last_day
    from ${ratedSql(choice, binder)}
    where ${whereSql({ ...question, currency: undefined }, ask.state.promoted, binder)}
    group by currency, rate_source
    order by abs(converted) desc nulls last, currency, rate_source`
  const rows = await runQuery(
    ask.connection,
    { name: 'report-currency', sql, params: Params, row: Row },
    binder.params,
  )
  return {
    conversions: rows.flatMap(toConversion),
    apart: rows.flatMap(({ currency, rate_source, amount }) =>
      rate_source === null ? [{ currency, total: amount }] : [],
    ),
  }
}

const Params = z.record(z.string(), z.string())
const Row = z.object({
  currency: z.string(),
  rate_source: z.enum(['same', 'bill', 'file']).nullable(),
  amount: Money,
  converted: Money,
  rate_low: Money.nullable(),
  rate_high: Money.nullable(),
  first_day: z.string().nullable(),
  last_day: z.string().nullable(),
})

function toConversion(row: z.output<typeof Row>): Conversion[] {
  const { currency, rate_source, rate_low, rate_high, first_day, last_day, amount, converted } = row
  if (rate_source === null || rate_low === null || rate_high === null || first_day === null) return []
  return [
    {
      ...{ from: currency, source: rate_source, amount, converted },
      ...{ rateLow: rate_low, rateHigh: rate_high, firstDay: first_day, lastDay: last_day ?? first_day },
    },
  ]
}
