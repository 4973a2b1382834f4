import type { Day } from '@outlay/shared/period'
import type { AccountState, DataState } from './data-state.ts'
import type { Filter } from './filters.ts'

/** What one billing account's history covers, whatever the currency. */
export interface AccountHistory {
  readonly provider: string
  readonly billingAccount: string
  readonly from: Day
}

/** The part of a question that decides which accounts it can hit. */
export interface AccountScope {
  readonly currency?: string | undefined
  readonly filters: readonly Filter[]
}

/**
 * The accounts that a question can hit by its currency and its filters of provider and billing account. An account begins
 * with its first cost in any currency: one that later turns to another currency was known before.
 */
export function accountsInScope(
  { accounts }: Pick<DataState, 'accounts'>,
  scope: AccountScope,
): readonly AccountHistory[] {
  const known = new Map<string, AccountHistory>()
  const hit = new Set<string>()
  for (const account of accounts.filter((each) => inScope(each, scope.filters))) {
    const { provider, billingAccount, currency, from } = account
    const key = JSON.stringify([provider, billingAccount])
    const before = known.get(key)
    known.set(key, {
      provider,
      billingAccount,
      from: before === undefined || from < before.from ? from : before.from,
    })
    if (scope.currency === undefined || currency === scope.currency) hit.add(key)
  }
  return [...known].filter(([key]) => hit.has(key)).map(([, account]) => account)
}

/** First day of history that a question can hit; that of all the data where it hits no account; null without data. */
export function historyStart(
  state: Pick<DataState, 'accounts' | 'oldestDay'>,
  scope: AccountScope,
): Day | null {
  const [first] = accountsInScope(state, scope)
    .map(({ from }) => from)
    .toSorted()
  return first ?? state.oldestDay
}

/** True where filters of provider and billing account let an account pass. */
export function inScope(
  account: Pick<AccountState, 'provider' | 'billingAccount'>,
  filters: readonly Filter[],
): boolean {
  return filters.every((filter) => {
    if (filter.dimension === 'provider') return passes(account.provider, filter)
    return filter.dimension !== 'billingAccount' || passes(account.billingAccount, filter)
  })
}

function passes(value: string, { op, values }: Filter): boolean {
  switch (op) {
    case 'is':
      return values.includes(value)
    case 'not':
      return !values.includes(value)
    case 'contains':
      return values.some((part) => value.toLowerCase().includes(part.toLowerCase()))
    case 'absent':
      return false
  }
}
