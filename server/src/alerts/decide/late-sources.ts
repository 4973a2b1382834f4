import type { Anomaly } from '@outlay/shared/detect'
import { daysBetween } from '@outlay/shared/period'
import type { Ask } from '../../queries/ask.ts'
import type { AccountState } from '../../queries/data-state.ts'
import { isLate } from '../../queries/settled.ts'

/** A source that has been silent for longer has ended and is not waited for. */
const ENDED_DAYS = 30

/** Accounts whose next days should be here and are not, one entry each whatever their currencies. */
export function lateSources({ state: { accounts, today }, now }: Ask): readonly AccountState[] {
  return newestOf(accounts).filter(
    ({ provider, to }) => isLate(provider, to, now) && daysBetween(to, today) <= ENDED_DAYS,
  )
}

/**
 * True for an anomaly of which nobody can say more until a late source delivers: it lies in such a source, or it is a
 * drop where one is missing. It is told once the data has come, if it still stands.
 */
export function waitsForData(
  { provider, billingAccountId, kind }: Pick<Anomaly, 'provider' | 'billingAccountId' | 'kind'>,
  late: readonly AccountState[],
  accounts: readonly AccountState[],
): boolean {
  const lies = (account: AccountState) =>
    (provider === null || account.provider === provider) &&
    (billingAccountId === null || account.billingAccount === billingAccountId)
  const touched = late.filter(lies)
  if (touched.length === 0) return false
  return kind === 'drop' || touched.length === newestOf(accounts).filter(lies).length
}

function newestOf(accounts: readonly AccountState[]): readonly AccountState[] {
  const newest = new Map<string, AccountState>()
  for (const account of accounts) {
    const key = `${account.provider}/${account.billingAccount}`
    const known = newest.get(key)
    if (known === undefined || known.to < account.to) newest.set(key, account)
  }
  return [...newest.values()]
}
