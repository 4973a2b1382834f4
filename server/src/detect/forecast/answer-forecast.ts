import type { Forecast, ForecastAnswer, ForecastPageAnswer } from '@outlay/shared/detect'
import { addDays, dayInWords, daysBetween, monthInWords, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import type { Ask } from '../../queries/ask.ts'
import { BasisParams, knownCurrency } from '../../queries/costs-question.ts'
import type { ReadCreditPools } from '../../queries/credit-pool.ts'
import { shortMoney } from '../../queries/money-text.ts'
import { invalid, readParams } from '../../queries/params.ts'
import { type ForecastQuestion, forecastCosts } from './forecast-costs.ts'
import { readHistory } from './history.ts'
import { readRecord } from './record.ts'

const { start, end, ...rest } = BasisParams
export const ForecastParams = z.strictObject({
  ...rest,
  start: start.describe('First forecast day that is answered. Default: the day after the last complete one'),
  end: end.describe('Day after the last, exclusive. Default: end of the month'),
})

const HORIZON_DAYS = 400

/** Forecast of a scope, in a sentence and by day, with how far earlier ones were off. */
export async function answerForecast(
  ask: Ask,
  params: URLSearchParams,
  readPools?: ReadCreditPools,
): Promise<ForecastPageAnswer> {
  const question = toForecastQuestion(ask, params)
  const { start: first } = readParams(ForecastParams, params)
  const answer = await forecastCosts(ask, question, readPools)
  const history = await readHistory(ask, question)
  if (answer.state === 'not_enough_data' || history === undefined) {
    return { ...answer, sentence: sentence(answer), record: { lastMonth: null, kept: null } }
  }
  const shown = first === undefined ? answer.days : answer.days.filter(({ day }) => day >= first)
  return {
    ...answer,
    days: shown,
    sentence: sentence(answer),
    record: await readRecord(ask, question, history),
  }
}

/**
 * Reads the parameters of `GET /forecast`.
 * @throws INVALID_INPUT for a day that lies further away than 400 days after the last complete one
 */
export function toForecastQuestion({ state }: Ask, params: URLSearchParams): ForecastQuestion {
  const { end: until, metric, charges, currency, filter } = readParams(ForecastParams, params)
  const through = state.dataThrough ?? state.today
  if (until !== undefined && daysBetween(through, until) > HORIZON_DAYS) {
    throw invalid('end', `a forecast reaches ${HORIZON_DAYS} days beyond ${through}, the last complete day`)
  }
  return {
    filters: filter,
    metric,
    charges,
    currency: knownCurrency(currency, state) ?? state.currencies[0] ?? 'USD',
    until: until ?? monthStart(addDays(through, 1), 1),
  }
}

function sentence(answer: ForecastAnswer): string {
  return answer.state === 'ready' ? inWords(answer) : answer.reason
}

function inWords({ monthEnd, currency, history }: Forecast): string {
  const money = (value: number) => shortMoney(value.toFixed(2), currency)
  const month = monthInWords(monthEnd.month)
  return `${month} is forecast at ${money(monthEnd.mean)} (${money(monthEnd.low80)} to ${money(monthEnd.high80)}, 80 %), of it ${money(monthEnd.actual)} through ${dayInWords(history.through)}.`
}
