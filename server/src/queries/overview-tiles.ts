import type { Basis, CostRow, OverviewTile } from '@outlay/shared/api'
import { type Amount, addAmounts } from '@outlay/shared/money'
import { addDays, type Day, dayInWords, monthInWords, monthStart } from '@outlay/shared/period'
import type { Ask } from './ask.ts'
import { previousRange } from './comparison.ts'
import { runCosts } from './costs.ts'
import type { CostsQuestion } from './costs-question.ts'
import { historyStart } from './history.ts'
import { mean } from './money-text.ts'

export const BY_DATE = { to: 'previous', align: 'date' } as const

const SPARKLINE_DAYS = 30

export interface Range {
  readonly start: Day
  readonly end: Day
}

export interface TileInput {
  readonly ask: Ask
  /** Basis, filters and currency of the page over `month`. */
  readonly scope: CostsQuestion
  readonly basis: Basis
  /** Daily costs of the scope since the month before, and four weeks back. */
  readonly rows: readonly CostRow[]
  /** Complete days of the month of the last complete day. */
  readonly month: Range
}

/** The tiles whose data is there, month to date first. */
export async function readTiles(input: TileInput): Promise<readonly OverviewTile[]> {
  return [
    monthToDate(input),
    lastDay(input),
    ...(await lastClosedMonth(input)),
    ...(input.basis.charges === 'usage' ? [] : [await usageToDate(input)]),
  ]
}

function sum(rows: readonly CostRow[], { start, end }: Range): Amount {
  return addAmounts(rows.filter(({ period }) => period >= start && period < end).map(({ cost }) => cost))
}

/** What came before is null where history begins later: a part of a month is never compared with. */
function since(oldest: Day | null, start: Day, amount: Amount): Amount | null {
  return oldest !== null && oldest <= start ? amount : null
}

function monthToDate({ ask, scope, rows, month, basis }: TileInput): OverviewTile {
  const oldest = historyStart(ask.state, scope)
  const before = previousRange(month.start, month.end, BY_DATE)
  const days = eachDay({ start: addDays(month.end, -SPARKLINE_DAYS), end: month.end })
  return {
    id: 'month_to_date',
    label: 'Month to date',
    amount: sum(rows, month),
    previous: since(oldest, before.start, sum(rows, before)),
    previousLabel: 'same days last month',
    sparkline: days.map((day) => Number(sum(rows, { start: day, end: addDays(day, 1) }))),
    note: `through ${dayInWords(addDays(month.end, -1))}`,
    ...month,
    basis,
  }
}

/** The last complete day against the mean of the same weekday in the four weeks before. */
function lastDay({ ask, scope, rows, month, basis }: TileInput): OverviewTile {
  const day = addDays(month.end, -1)
  const weeks = [-28, -21, -14, -7, 0].map((shift) => addDays(day, shift))
  const costs = weeks.map((start) => sum(rows, { start, end: addDays(start, 1) }))
  return {
    id: 'yesterday',
    label: 'Last complete day',
    amount: costs[4] ?? '0',
    previous: since(historyStart(ask.state, scope), addDays(day, -28), mean(costs.slice(0, 4))),
    previousLabel: 'mean of the same weekday in 4 weeks',
    sparkline: costs.map(Number),
    note: dayInWords(day),
    start: day,
    end: addDays(day, 1),
    basis,
  }
}

/** As invoiced: billed, all charges. Absent where history does not hold the whole month. */
async function lastClosedMonth({ ask, scope, month }: TileInput): Promise<readonly OverviewTile[]> {
  const oldestDay = historyStart(ask.state, scope)
  const [start, before] = [monthStart(month.start, -1), monthStart(month.start, -2)]
  if (oldestDay === null || oldestDay > start) return []
  const basis = { metric: 'billed', charges: 'all' } as const
  const range = { start: monthStart(month.start, -6), end: month.start }
  const { data } = await runCosts(ask, { ...scope, ...basis, ...range, granularity: 'monthly' })
  const of = (day: Day) => data.find(({ period }) => period === day)?.cost ?? '0'
  const tile: OverviewTile = {
    id: 'last_closed_month',
    label: 'Last month, billed',
    amount: of(start),
    previous: since(oldestDay, before, of(before)),
    previousLabel: 'month before',
    sparkline: [-6, -5, -4, -3, -2, -1].map((shift) => Number(of(monthStart(month.start, shift)))),
    note: monthInWords(start),
    start,
    end: month.start,
    basis,
  }
  return [tile]
}

async function usageToDate({ ask, scope }: TileInput): Promise<OverviewTile> {
  const { meta } = await runCosts(ask, { ...scope, charges: 'usage', compare: BY_DATE })
  return {
    id: 'usage_to_date',
    label: 'Usage, month to date',
    amount: meta.total,
    previous: since(historyStart(ask.state, scope), meta.previous?.start ?? '', meta.previousTotal ?? '0'),
    previousLabel: 'same days last month',
    sparkline: [],
    note: 'without fees, support and subscriptions',
    start: meta.start,
    end: meta.end,
    basis: meta.basis,
  }
}

function eachDay({ start, end }: Range): readonly Day[] {
  const days: Day[] = []
  for (let day = start; day < end; day = addDays(day, 1)) days.push(day)
  return days
}
