import { addDays, type Day } from '@outlay/shared/period'
import { addAmounts } from '../../lib/amounts.ts'

export interface HeatCell {
  readonly day: Day
  /** Null for days outside the range, or without data. */
  readonly cost: string | null
  /** 1 to 5: the fifth of all days, from the cheapest, that it lies in; 0 without a cost. */
  readonly step: number
}

export interface WeekdayHeat {
  /** Mondays. */
  readonly weeks: readonly Day[]
  /** Monday first; `mean` over its complete days, null where there is none. */
  readonly rows: readonly {
    readonly weekday: number
    readonly cells: readonly HeatCell[]
    readonly mean: number | null
  }[]
}

interface HeatInput {
  readonly start: Day
  readonly end: Day
  readonly days: readonly { readonly day: Day; readonly cost: string }[]
  /** Days after it have no data yet, and days from `partialFrom` on may still change: they are in no mean. */
  readonly dataThrough: Day | null
  readonly partialFrom: Day | null
}

const STEPS = 5

/** Daily costs as weekdays against weeks: the rhythm of a bill. */
export function toWeekdayHeat({ start, end, days, dataThrough, partialFrom }: HeatInput): WeekdayHeat {
  const costs = new Map<Day, string>()
  for (const { day, cost } of days) costs.set(day, addAmounts([costs.get(day) ?? '0', cost]))
  const amounts = [...costs.values()].map(Number).sort((a, b) => a - b)
  const known = (day: Day) =>
    day >= start && day < end && (dataThrough === null || day <= dataThrough || costs.has(day))
  const cell = (day: Day): HeatCell => {
    if (!known(day)) return { day, cost: null, step: 0 }
    const cost = costs.get(day) ?? '0'
    const cheaper = amounts.filter((amount) => amount < Number(cost)).length
    return { day, cost, step: 1 + Math.floor((cheaper / Math.max(amounts.length, 1)) * STEPS) }
  }
  const weeks = mondays(start, end)
  const rows = Array.from({ length: 7 }, (_, weekday) => {
    const cells = weeks.map((week) => cell(addDays(week, weekday)))
    const whole = cells.filter(
      ({ day, cost }) => cost !== null && (partialFrom === null || day < partialFrom),
    )
    const sum = whole.reduce((total, { cost }) => total + Number(cost), 0)
    return { weekday, cells, mean: whole.length === 0 ? null : sum / whole.length }
  })
  return { weeks, rows }
}

function mondays(start: Day, end: Day): readonly Day[] {
  const weekday = (new Date(`${start}T00:00:00Z`).getUTCDay() + 6) % 7
  const weeks: Day[] = []
  for (let week = addDays(start, -weekday); week < end; week = addDays(week, 7)) weeks.push(week)
  return weeks
}
