import type { BudgetPreview } from '@outlay/shared/budgets'
import { type Amount, addAmounts } from '@outlay/shared/money'
import { addDays, dayInWords } from '@outlay/shared/period'
import Big from 'big.js'
import type { Ask } from '../../queries/ask.ts'
import type { Watched } from './budget.ts'
import { dailySpend } from './daily-spend.ts'
import { periodsBefore } from './fiscal-period.ts'

const PERIODS = 3

/**
 * Amounts to choose from: the mean of the last three periods that lie whole in the data, ten percent more, and what the
 * last of them cost, each rounded up to two figures after the first.
 */
export async function suggestAmounts(
  ask: Ask,
  budget: Watched,
  fiscalYearStart: number,
): Promise<BudgetPreview['suggestions']> {
  const { dataThrough, oldestDay } = ask.state
  if (dataThrough === null || oldestDay === null) return []
  const cut = { ...budget, fiscalYearStart }
  const whole = periodsBefore(addDays(dataThrough, 1), PERIODS, cut).filter(({ start }) => start >= oldestDay)
  const [first, last] = [whole[0], whole.at(-1)]
  if (first === undefined || last === undefined) return []
  const days = await dailySpend(ask, budget, { start: first.start, end: last.end })
  const sums = whole.map(({ start, end }) =>
    addAmounts(days.filter(({ day }) => day >= start && day < end).map(({ cost }) => cost)),
  )
  const mean = new Big(addAmounts(sums)).div(sums.length)
  if (mean.lte(0)) return []
  const span = `${whole.length} full ${budget.period}s, ${dayInWords(first.start)} to ${dayInWords(addDays(last.end, -1))}`
  const latest = new Big(sums.at(-1) ?? '0')
  return [
    { amount: rounded(mean), how: `mean of the last ${span}` },
    { amount: rounded(mean.times('1.1')), how: `that mean and 10% more` },
    ...(latest.gt(0) ? [{ amount: rounded(latest), how: `what ${last.label} cost` }] : []),
  ]
}

/** 38,421.77 → 38,500: an amount that people remember. */
function rounded(value: Big): Amount {
  const step = new Big(10).pow(Math.max(-2, Math.floor(Math.log10(Number(value))) - 2))
  return value.div(step).round(0, Big.roundUp).times(step).toFixed()
}
