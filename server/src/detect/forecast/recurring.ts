import { addDays, type Day, daysBetween, monthStart } from '@outlay/shared/period'
import { mean } from '../stats/quantile.ts'

const MONTH_DAYS = 31
/** A charge that stood on this many of the last 28 days is a daily one. */
const DAILY = 20
const DAILY_WINDOW = 28
/** Days after which a charge that should have come is taken to have ended. */
const GRACE_DAYS = 5

/**
 * Days after `through` of one charge that recurs: daily ones go on as in the last week and have ended when the last
 * three days have none; the others come again on their day of the month, at the distance of months at which they came,
 * with the amount of the last time, until one fails to come.
 */
export function carryRecurring(values: readonly number[], through: Day, horizon: number): readonly number[] {
  const recent = values.slice(-DAILY_WINDOW)
  if (recent.filter((value) => value !== 0).length >= Math.min(DAILY, recent.length)) {
    const ended = values.slice(-3).every((value) => value === 0)
    return new Array<number>(horizon).fill(ended ? 0 : mean(values.slice(-7)))
  }
  const days = new Array<number>(horizon).fill(0)
  for (const { day, amount, months } of nextRounds(values, through)) {
    for (let round = 1; ; round++) {
      const index = daysBetween(through, sameDay(day, round * months)) - 1
      if (index >= horizon) break
      if (index >= 0) days[index] = (days[index] ?? 0) + amount
    }
  }
  return days
}

interface Charge {
  readonly day: Day
  readonly amount: number
  /** Distance at which it comes again. */
  readonly months: number
}

/** The charges of the last round, unless the next one is overdue. */
function nextRounds(values: readonly number[], through: Day): readonly Charge[] {
  const first = addDays(through, 1 - values.length)
  const charges = values.flatMap((amount, index) =>
    amount === 0 ? [] : [{ day: addDays(first, index), amount }],
  )
  const last = charges.at(-1)
  if (last === undefined) return []
  const inLastRound = charges.filter(({ day }) => daysBetween(day, last.day) < MONTH_DAYS - GRACE_DAYS)
  const before = charges.at(-1 - inLastRound.length)
  const lone = before === undefined
  const months = lone ? 1 : Math.max(1, Math.round(daysBetween(before.day, last.day) / 30.44))
  // what came once, long ago, comes once a year if at all
  const distance = lone && daysBetween(last.day, through) > MONTH_DAYS + GRACE_DAYS ? 12 : months
  const overdue = addDays(sameDay(last.day, distance), GRACE_DAYS) <= through
  return overdue ? [] : inLastRound.map((charge) => ({ ...charge, months: distance }))
}

/** The same day of a later month, or its last. */
export function sameDay(day: Day, months: number): Day {
  const start = monthStart(day, months)
  const wanted = addDays(start, Number(day.slice(8, 10)) - 1)
  return wanted < monthStart(start, 1) ? wanted : addDays(monthStart(start, 1), -1)
}
