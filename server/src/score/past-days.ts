import { addDays, type Day, daysBetween, monthStart } from '@outlay/shared/period'
import { AppError } from '../errors.ts'

const HISTORY_DAYS = 30
const LATER_DAYS = 28

/**
 * Days on which a backtest stands, oldest first: the last days of the newest `months` months with 30 days of history, each
 * compared with the next, and behind them the day that the last is compared with.
 * @throws BAD_DATA where no month has enough days before and after its end
 */
export function pastDays(oldestDay: Day | null, dataThrough: Day | null, months: number): Day[] {
  if (oldestDay === null || dataThrough === null) throw noHistory()
  const days: Day[] = []
  let day = addDays(monthStart(addDays(dataThrough, 1)), -1)
  while (daysBetween(oldestDay, day) >= HISTORY_DAYS - 1) {
    days.unshift(day)
    day = addDays(monthStart(day), -1)
  }
  const newest = days.at(-1)
  if (newest !== undefined && daysBetween(newest, dataThrough) >= LATER_DAYS) days.push(dataThrough)
  if (days.length < 2) throw noHistory()
  return days.slice(-1 - months)
}

function noHistory(): AppError {
  return new AppError(
    'BAD_DATA',
    `A backtest needs a month's end with ${HISTORY_DAYS} complete days before it and ${LATER_DAYS} after. Import more history.`,
  )
}
