import { addDays, monthStart } from '@outlay/shared/period'
import type { ReportAccuracy, ReportMonth } from '@outlay/shared/reports'
import type { Watched } from '../../alerts/budgets/budget.ts'
import { createForecasts } from '../../alerts/budgets/budget-forecast.ts'
import { judge } from '../../alerts/budgets/judge.ts'
import { budgetsOf } from '../../alerts/budgets/read-answer.ts'
import { forecastCosts } from '../../detect/forecast/forecast-costs.ts'
import { readHistory } from '../../detect/forecast/history.ts'
import { readRecord } from '../../detect/forecast/record.ts'
import { answerCosts } from '../../queries/costs.ts'
import { BASIS, isWhole, type ReportAsk, scopeFilters, scopeParams } from './scope.ts'

/** The month of the last delivered day of the period, with its forecast and budget as they stood then. */
export async function readMonth(asked: ReportAsk): Promise<ReportMonth> {
  const month = monthStart(asked.through ?? asked.period.start)
  const end = monthStart(month, 1)
  const budget = await budgetFor(asked)
  const actual = await actualOf(asked, month)
  const { expected, missing } = await expectedOf(asked, { month, end, actual })
  if (budget === undefined) return { month, actual, expected, missing, isOver: false, budget: null }
  const { standing } = await judge(asked.settled, budget, {
    forecasts: createForecasts(),
    fiscalYearStart: asked.sources.config.fiscalYearStart,
    trial: [],
  })
  const { amount, breach } = standing
  const isOver = amount !== null && expected !== null && expected > Number(amount)
  return {
    month,
    actual,
    expected,
    missing,
    isOver,
    budget: amount === null ? null : { name: budget.name, amount, breach: breach?.day ?? null },
  }
}

/** The monthly budget of exactly this scope, basis and currency. */
async function budgetFor(asked: ReportAsk): Promise<Watched | undefined> {
  const { ask, team, filters, currency, sources } = asked
  const budgets = await budgetsOf(ask, sources.config)
  const wanted = filters.toSorted().join('\n')
  return budgets.find(
    (budget) =>
      budget.team === team &&
      budget.filters.toSorted().join('\n') === wanted &&
      (!isWhole(asked) || budget.scope.every((each) => each.length === 0)) &&
      budget.period === 'month' &&
      budget.calendar === 'calendar' &&
      budget.currency === currency &&
      budget.basis.metric === BASIS.metric &&
      budget.basis.charges === BASIS.charges,
  )
}

async function actualOf(asked: ReportAsk, month: string): Promise<string> {
  const { through, period } = asked
  if (through === null || through < month) return '0'
  const days = { ...period, start: month, end: addDays(through, 1) }
  const { meta } = await answerCosts(
    asked.ask,
    scopeParams({ ...asked, period: days }, { granularity: 'total' }),
  )
  return meta.total
}

interface MonthDays {
  readonly month: string
  readonly end: string
  readonly actual: string
}

/** A month whose last day is complete needs no forecast. */
async function expectedOf(
  asked: ReportAsk,
  { month, end, actual }: MonthDays,
): Promise<Pick<ReportMonth, 'expected' | 'missing'>> {
  const { settled, currency, through } = asked
  if (through !== null && addDays(through, 1) >= end) return { expected: Number(actual), missing: null }
  const first = addDays(settled.state.dataThrough ?? month, 1)
  if (monthStart(first) !== month) return { expected: null, missing: 'No day of it has settled yet' }
  const question = { ...BASIS, filters: scopeFilters(asked), currency, until: end }
  const forecast = await forecastCosts(settled, question)
  return forecast.state === 'ready'
    ? { expected: forecast.monthEnd.mean, missing: null }
    : { expected: null, missing: forecast.reason }
}

/** How far earlier forecasts of the scope were off. */
export async function readAccuracy(asked: ReportAsk): Promise<ReportAccuracy> {
  const { settled: ask, currency } = asked
  const through = ask.state.dataThrough
  const scope = { ...BASIS, filters: scopeFilters(asked), currency }
  const history = await readHistory(ask, scope)
  if (history === undefined || through === null) return { kept: null, lastMonth: null }
  const until = monthStart(addDays(through, 1), 1)
  const { kept, lastMonth } = await readRecord(ask, { ...scope, until }, history)
  return { kept, lastMonth: lastMonth === null ? null : { month: lastMonth.month, error: lastMonth.error } }
}
