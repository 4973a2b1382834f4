import type { Basis, CurrencyTotal, DataWarning, OverviewAnswer, OverviewTile } from '@outlay/shared/api'
import { addDays, type Day, dayInWords, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import type { Ask } from './ask.ts'
import { readTopMovers } from './changes/movers.ts'
import { firstDays } from './changes/question.ts'
import { previousRange } from './comparison.ts'
import { runCosts } from './costs.ts'
import { BasisParams, type CostsQuestion, knownCurrency, ReportParams, reportOf } from './costs-question.ts'
import { missingDatasets, partialHistory } from './history-warnings.ts'
import { comparedWith, shortMoney } from './money-text.ts'
import { BY_DATE, type Range, readTiles } from './overview-tiles.ts'
import { readParams } from './params.ts'
import { chooseCurrency } from './report-currency/read-report.ts'

const CHART_DAYS = 30
const MOVERS = 5

export const OverviewParams = z
  .strictObject({ ...BasisParams, ...ReportParams })
  .omit({ start: true, end: true })

/**
 * First paint in one answer: a sentence, the tiles whose engine is there, daily cost by provider over the last 30 days
 * (partial ones included) and the top movers. Tiles and movers count complete days only, from the first of the month of
 * the last complete day.
 */
export async function answerOverview(ask: Ask, params: URLSearchParams): Promise<OverviewAnswer> {
  const { filter, reportCurrency, rate, ...given } = readParams(OverviewParams, params)
  const rest = {
    ...given,
    currency: knownCurrency(given.currency, ask.state),
    report: reportOf({ ...given, reportCurrency, rate }),
  }
  const { dataThrough, newestDay, partialFrom } = ask.state
  if (dataThrough === null || newestDay === null) return nothing(ask, rest)
  const month = { start: monthStart(dataThrough), end: addDays(dataThrough, 1) }
  const scope: CostsQuestion = {
    ...PLAIN,
    ...rest,
    ...month,
    filters: filter,
  }
  const chart = { start: addDays(newestDay, 1 - CHART_DAYS), end: addDays(newestDay, 1) }
  const daily = await runCosts(ask, {
    ...scope,
    ...historyOf(month.start, chart),
    granularity: 'daily',
    groupBy: ['provider'],
  })
  const { currency, basis } = daily.meta
  const fixed = scope.report === undefined ? { ...scope, currency } : scope
  const { currencies, report } = await chooseCurrency(ask, fixed)
  const tiles = await readTiles({ ask, scope: fixed, basis, rows: daily.data, month })
  return {
    sentence: sentence(tiles[0], currency, dataThrough, currencies),
    basis,
    currency,
    currencies,
    ...(report && { report }),
    period: { ...month, dataThrough, partialFrom },
    tiles,
    daily: daily.data
      .filter((row) => row.period >= chart.start)
      .map((row) => ({ day: row.period, group: row.group[0] ?? '', cost: row.cost })),
    movers: await readTopMovers(ask, moverQuestion(fixed).question, MOVERS),
    warnings: [
      ...daily.meta.warnings.filter(({ code }) => code !== 'partial_history'),
      ...tileWarnings(ask, { ...fixed, currency }),
    ],
  }
}

/** On the first days of a month the movers are those of usage alone. */
function moverQuestion(scope: CostsQuestion) {
  return firstDays({ ...scope, groupBy: ['service', 'team'], compare: BY_DATE })
}

/** Of the tiles: what history does not hold to compare with, and what last month's invoice lacks. */
function tileWarnings({ state }: Ask, scope: CostsQuestion & { readonly currency: string }): DataWarning[] {
  const { start, end, metric } = scope
  const invoiced = { ...scope, metric: 'billed', start: monthStart(start, -1), end: start } as const
  return [
    ...partialHistory(state, scope, previousRange(start, end, BY_DATE)),
    ...(metric === 'billed' ? [] : missingDatasets(state, invoiced)),
  ]
}

const PLAIN = {
  granularity: 'total',
  groupBy: [],
  top: undefined,
  compare: undefined,
  explain: false,
} as const

function nothing(
  { state }: Ask,
  { metric, charges, currency }: Basis & { currency?: string | undefined },
): OverviewAnswer {
  const { today } = state
  return {
    sentence: 'No costs are loaded yet.',
    basis: { metric, charges },
    currency: currency ?? state.currencies[0] ?? 'USD',
    currencies: [],
    period: { start: monthStart(today), end: addDays(today, 1), dataThrough: null, partialFrom: null },
    tiles: [],
    daily: [],
    movers: [],
    warnings: [],
  }
}

/** Days that the tiles and the chart need: the month before, four weeks back, the chart's own. */
function historyOf(start: Day, chart: Range): Range {
  const first = [monthStart(start, -1), addDays(chart.end, -42), chart.start].toSorted()[0] ?? start
  return { start: first, end: chart.end }
}

function sentence(
  tile: OverviewTile | undefined,
  currency: string,
  through: Day,
  others: readonly CurrencyTotal[],
): string {
  if (tile === undefined) return 'No costs are loaded yet.'
  const change = comparedWith(tile.amount, tile.previous ?? '0')
  const compared = change === undefined ? '' : `, ${change} the same days last month`
  const apart = others
    .filter(({ total }) => total !== '0')
    .map((other) => shortMoney(other.total, other.currency))
    .join(' and ')
  const excluded = apart === '' ? '' : `, and ${apart} not included`
  return `Spend is ${shortMoney(tile.amount, currency)} this month through ${dayInWords(through)}${compared}${excluded}.`
}
