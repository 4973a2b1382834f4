import { formatDay, formatMoneyCompact, formatMonth } from '../../lib/format.ts'
import type { ChartModel } from './chart-model.ts'

const STEADY = 0.05

/** The chart in a sentence: lowest, highest and last complete period, and where it is heading. */
export function describeChart(model: ChartModel, currency: string): string {
  const complete = model.totals
    .slice(0, model.partialIndex)
    .flatMap((total, index) =>
      total === null || index < model.wholeIndex ? [] : [{ index, value: Number(total) }],
    )
  const last = complete.at(-1)
  const [first] = complete
  if (first === undefined || last === undefined) return 'No complete period to describe yet.'
  const lowest = complete.reduce((low, point) => (point.value < low.value ? point : low), first)
  const highest = complete.reduce((high, point) => (point.value > high.value ? point : high), first)
  const say = (point: { index: number; value: number }) =>
    `${formatMoneyCompact(point.value, currency)} ${periodName(model, point.index)}`
  if (complete.length === 1) return `${say(first)}.`
  return `Lowest ${say(lowest)}, highest ${say(highest)}, last complete ${say(last)}; ${trend(complete.map(({ value }) => value))}.`
}

/** A period as it stands on the axis and in the table. */
function periodName(model: ChartModel, index: number): string {
  const period = model.periods[index]
  if (period === undefined) return ''
  if (model.granularity === 'monthly') return `in ${formatMonth(period)}`
  return model.granularity === 'weekly' ? `in the week of ${formatDay(period)}` : `on ${formatDay(period)}`
}

/** A period as the head of a table row or a tooltip. */
export function periodTitle(model: ChartModel, index: number): string {
  const period = model.periods[index]
  if (period === undefined) return ''
  if (model.granularity === 'monthly') return formatMonth(period)
  if (model.granularity === 'weekly') return `Week of ${formatDay(period)}`
  return formatDay(period, 'weekday')
}

/** What to say of a period that is not whole: its days still arrive or come later, or the range cuts it. */
export function periodNote(model: ChartModel, index: number): string | null {
  const note = model.notes?.[index]
  if (note !== undefined) return note
  if (index >= model.wholeIndex && index < model.partialIndex) return null
  return model.granularity === 'daily' ? 'in progress' : 'incomplete'
}

function trend(values: readonly number[]): string {
  const third = Math.max(1, Math.floor(values.length / 3))
  const mean = (part: readonly number[]) => part.reduce((sum, value) => sum + value, 0) / part.length
  const [before, after] = [mean(values.slice(0, third)), mean(values.slice(-third))]
  if (before === 0) return after === 0 ? 'steady' : 'rising'
  const change = (after - before) / Math.abs(before)
  if (Math.abs(change) < STEADY) return 'steady'
  return change > 0 ? 'rising' : 'falling'
}
