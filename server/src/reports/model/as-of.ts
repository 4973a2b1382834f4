import { addDays, type Day } from '@outlay/shared/period'
import type { DataState } from '../../queries/data-state.ts'

/**
 * The data as it stood at the end of a day: later days are not there, so that a report of a past week forecasts, judges
 * and compares as it could then. What the bill says of days before comes from today's deliveries.
 */
export function asOf(state: DataState, last: Day): DataState {
  const cut = (day: Day | null) => (day === null || day <= last ? day : last)
  const dataThrough = cut(state.dataThrough)
  const today = addDays(last, 1)
  return {
    ...state,
    today: cut(state.today) === state.today ? state.today : today,
    newestDay: cut(state.newestDay),
    lastDay: cut(state.lastDay),
    accounts: state.accounts
      .filter(({ from }) => from <= last)
      .map((account) => ({
        ...account,
        to: account.to > last ? last : account.to,
        through: account.through > last ? last : account.through,
      })),
    dataThrough,
    partialFrom: dataThrough === null ? state.partialFrom : addDays(dataThrough, 1),
  }
}
