import type { Basis, CostRow, OverviewAnswer, OverviewTile } from '@outlay/shared/api'
import { type Amount, addAmounts } from '@outlay/shared/money'
import { addDays, type Day, monthStart } from '@outlay/shared/period'
import { z } from 'zod'
import type { Ask } from './ask.ts'
import { readTopMovers } from './changes.ts'
import { previousRange } from './comparison.ts'
import { runCosts } from './costs.ts'
import { BasisParams, type CostsQuestion } from './costs-question.ts'
import { comparedWith, mean, shortMoney } from './money-text.ts'
import { readParams } from './params.ts'

const CHART_DAYS = 30
const MOVERS = 5

export const OverviewParams = z.strictObject(BasisParams).omit({ start: true, end: true })

/**
 * First paint in one answer: a sentence, the tiles whose engine is there, daily cost by provider over the last 30 days
 * (partial ones included) and the top movers. Tiles and movers count complete days only, from the first of the month of
 * the last complete day.
 */
export async function answerOverview(ask: Ask, params: URLSearchParams): Promise<OverviewAnswer> {
  const { filter, ...rest } = readParams(OverviewParams, params)
  const { dataThrough, newestDay, partialFrom } = ask.state
  if (dataThrough === null || newestDay === null) return nothing(ask, rest)
  const month = { start: monthStart(dataThrough), end: addDays(dataThrough, 1) }
  const scope: CostsQuestion = {
    ...PLAIN,
    ...rest,
    ...month,
    currency: rest.currency,
    filters: filter,
  }
  const chart = { start: addDays(newestDay, 1 - CHART_DAYS), end: addDays(newestDay, 1) }
  const daily = await runCosts(ask, {
    ...scope,
    ...historyOf(month.start, chart),
    granularity: 'daily',
    groupBy: ['provider'],
  })
  const { currency, basis, warnings } = daily.meta
  const fixed = { ...scope, currency }
  const tiles = [
    monthToDate(daily.data, month, basis),
    lastDay(daily.data, dataThrough, basis),
    await lastClosedMonth(ask, fixed, month.start),
    ...(basis.charges === 'usage' ? [] : [await usageToDate(ask, fixed)]),
  ]
  return {
    sentence: sentence(tiles[0], currency, dataThrough),
    basis,
    currency,
    period: { ...month, dataThrough, partialFrom },
    tiles,
    daily: daily.data
      .filter((row) => row.period >= chart.start)
      .map((row) => ({ day: row.period, group: row.group[0] ?? '', cost: row.cost })),
    movers: await readTopMovers(ask, { ...fixed, groupBy: ['service', 'team'], compare: BY_DATE }, MOVERS),
    warnings,
  }
}

const BY_DATE = { to: 'previous', align: 'date' } as const
const PLAIN = {
  granularity: 'total',
  groupBy: [],
  top: undefined,
  compare: undefined,
  explain: false,
} as const

interface Range {
  readonly start: Day
  readonly end: Day
}

function nothing(
  { state }: Ask,
  { metric, charges, currency }: Basis & { currency?: string | undefined },
): OverviewAnswer {
  return {
    sentence: 'No costs are loaded yet.',
    basis: { metric, charges },
    currency: currency ?? state.currencies[0] ?? 'USD',
    period: {
      start: monthStart(state.today),
      end: addDays(state.today, 1),
      dataThrough: null,
      partialFrom: null,
    },
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

function sum(rows: readonly CostRow[], { start, end }: Range): Amount {
  return addAmounts(rows.filter(({ period }) => period >= start && period < end).map(({ cost }) => cost))
}

function monthToDate(rows: readonly CostRow[], month: Range, basis: Basis): OverviewTile {
  const before = previousRange(month.start, month.end, BY_DATE)
  const days = eachDay({ start: addDays(month.end, -CHART_DAYS), end: month.end })
  return {
    id: 'month_to_date',
    label: 'Month to date',
    amount: sum(rows, month),
    previous: sum(rows, before),
    previousLabel: 'same days last month',
    sparkline: days.map((day) => Number(sum(rows, { start: day, end: addDays(day, 1) }))),
    note: `through ${addDays(month.end, -1)}`,
    ...month,
    basis,
  }
}

/** The last complete day against the mean of the same weekday in the four weeks before. */
function lastDay(rows: readonly CostRow[], day: Day, basis: Basis): OverviewTile {
  const weeks = [-28, -21, -14, -7, 0].map((shift) => addDays(day, shift))
  const costs = weeks.map((start) => sum(rows, { start, end: addDays(start, 1) }))
  return {
    id: 'yesterday',
    label: 'Last complete day',
    amount: costs[4] ?? '0',
    previous: mean(costs.slice(0, 4)),
    previousLabel: 'mean of the same weekday in 4 weeks',
    sparkline: costs.map(Number),
    note: day,
    start: day,
    end: addDays(day, 1),
    basis,
  }
}

/** As invoiced: billed, all charges. */
async function lastClosedMonth(ask: Ask, scope: CostsQuestion, month: Day): Promise<OverviewTile> {
  const basis = { metric: 'billed', charges: 'all' } as const
  const range = { start: monthStart(month, -6), end: month }
  const { data } = await runCosts(ask, { ...scope, ...basis, ...range, granularity: 'monthly' })
  const of = (start: Day) => data.find(({ period }) => period === start)?.cost ?? '0'
  const last = monthStart(month, -1)
  return {
    id: 'last_closed_month',
    label: 'Last month, billed',
    amount: of(last),
    previous: of(monthStart(month, -2)),
    previousLabel: 'month before',
    sparkline: [-6, -5, -4, -3, -2, -1].map((shift) => Number(of(monthStart(month, shift)))),
    note: last.slice(0, 7),
    start: last,
    end: month,
    basis,
  }
}

async function usageToDate(ask: Ask, scope: CostsQuestion): Promise<OverviewTile> {
  const { meta } = await runCosts(ask, { ...scope, charges: 'usage', compare: BY_DATE })
  return {
    id: 'usage_to_date',
    label: 'Usage, month to date',
    amount: meta.total,
    previous: meta.previousTotal ?? '0',
    previousLabel: 'same days last month',
    sparkline: [],
    note: 'without fees, support and subscriptions',
    start: meta.start,
    end: meta.end,
    basis: meta.basis,
  }
}

function sentence(tile: OverviewTile | undefined, currency: string, through: Day): string {
  if (tile === undefined) return 'No costs are loaded yet.'
  const change = comparedWith(tile.amount, tile.previous ?? '0')
  const compared = change === undefined ? '' : `, ${change} the same days last month`
  return `Spend is ${shortMoney(tile.amount, currency)} this month through ${through}${compared}.`
}

function eachDay({ start, end }: Range): readonly Day[] {
  const days: Day[] = []
  for (let day = start; day < end; day = addDays(day, 1)) days.push(day)
  return days
}
