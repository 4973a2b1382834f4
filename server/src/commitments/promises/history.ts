import { addDays, type Day } from '@outlay/shared/period'
import type { Ask } from '../../queries/ask.ts'
import { accountsInScope } from '../../queries/history.ts'

/** Days of a promise that the bill tells, end exclusive. */
export interface Told {
  readonly from: Day
  readonly until: Day
}

interface Promised {
  readonly provider: string
  readonly currency: string
  readonly start: Day
  readonly end?: Day
  readonly expires?: Day | null
  readonly drawn: { readonly until: Day } | null
}

/** From its start, from the day of the provider's statement or from the first day of the bill, to the last complete day. */
export function historyOf({ state }: Ask, promised: Promised): Told {
  const filters = [{ dimension: 'provider', op: 'is', values: [promised.provider] }] as const
  const accounts = accountsInScope(state, { currency: promised.currency, filters })
  const first = accounts.map(({ from }) => from).toSorted()[0]
  const last = state.accounts
    .filter(({ provider, currency }) => provider === promised.provider && currency === promised.currency)
    .map(({ through }) => through)
    .toSorted()
    .at(-1)
  const begins = [promised.start, promised.drawn?.until ?? promised.start, first ?? promised.start].toSorted()
  const from = begins.at(-1) ?? promised.start
  const ends = [promised.end, promised.expires ?? undefined, last === undefined ? from : addDays(last, 1)]
  const until = ends.filter((day) => day !== undefined).toSorted()[0] ?? from
  // A promise that has not begun is told for no day.
  return { from, until: [from, until].toSorted().at(-1) ?? from }
}

/** What lies between the start, or the statement, and the first day of the bill. */
export function untoldDays(
  start: Day,
  { from }: Told,
  stated: Day | undefined,
): { start: Day; end: Day } | null {
  const known = stated === undefined || stated < start ? start : stated
  return known < from ? { start: known, end: from } : null
}
