import { GRANULARITIES } from '@outlay/shared/dimensions'
import type { MlMeta } from '@outlay/shared/ml'
import type { Report } from '@outlay/shared/report-currency'
import { z } from 'zod'
import type { Ask } from '../queries/ask.ts'
import {
  BasisParams,
  type BasisQuestion,
  ReportParams,
  reportOf,
  toBasisQuestion,
} from '../queries/costs-question.ts'
import type { CurrencyChoice } from '../queries/currency-totals.ts'
import { flag, readParams } from '../queries/params.ts'
import type { ReportChoice } from '../queries/report-currency/converted-sql.ts'
import { chooseCurrency } from '../queries/report-currency/read-report.ts'
import { readWarnings } from '../queries/warnings.ts'

/** Parameters of every question on ML. */
export const MlParams = z.strictObject({
  ...BasisParams,
  granularity: z.enum(GRANULARITIES).default('daily').describe('Of the series'),
  explain: flag().describe('Adds the SQL and its parameters to meta'),
  ...ReportParams,
})

export interface MlQuestion extends BasisQuestion {
  readonly currency: string
  readonly granularity: z.output<typeof MlParams>['granularity']
  readonly explain: boolean
  readonly currencies: CurrencyChoice['currencies']
  readonly report: ReportChoice | undefined
  /** How other currencies came into the report currency. */
  readonly conversions: Report | undefined
}

/** Reads the parameters and chooses the currency; `shape` may have parameters of its own. */
export async function readMlQuestion(ask: Ask, params: URLSearchParams): Promise<MlQuestion> {
  return toMlQuestion(ask, readParams(MlParams, params))
}

export async function toMlQuestion(ask: Ask, asked: z.output<typeof MlParams>): Promise<MlQuestion> {
  const basis = toBasisQuestion(asked, ask.state)
  const choice = reportOf(asked)
  const { currency, currencies, report } = await chooseCurrency(ask, { ...basis, report: choice })
  const { granularity, explain } = asked
  return { ...basis, currency, currencies, report: choice, conversions: report, granularity, explain }
}

export interface Explained {
  readonly sql: string
  readonly params: Readonly<Record<string, string>>
}

export async function metaOf(ask: Ask, question: MlQuestion, explained: Explained): Promise<MlMeta> {
  const { metric, charges, currency, currencies, start, end } = question
  return {
    basis: { metric, charges },
    ...{ currency, currencies, start, end },
    dataThrough: ask.state.dataThrough,
    partialFrom: ask.state.partialFrom,
    warnings: await readWarnings(ask, question),
    ...(question.conversions && { report: question.conversions }),
    ...(question.explain && explained),
  }
}
