import type { DataWarning } from '@outlay/shared/api'
import { groupBy } from '@outlay/shared/group-by'
import { addAmounts } from '@outlay/shared/money'
import { addDays, type Day, dayInWords, monthStart } from '@outlay/shared/period'
import type { PreviousRange } from './comparison.ts'
import type { BasisQuestion } from './costs-question.ts'
import type { DataState } from './data-state.ts'
import { accountsInScope, historyStart, inScope } from './history.ts'
import type { LoneDataset, StandBack } from './ledger-faults.ts'
import { shortMoney } from './money-text.ts'

type Asked = BasisQuestion & { readonly currency: string }

const ACCOUNTS_MAX = 5

/** Accounts whose history begins inside a month of the range, or inside what is compared: no month to compare with. */
export function partialHistory(state: DataState, question: Asked, previous?: PreviousRange): DataWarning[] {
  const { end } = question
  const start = previous === undefined || previous.start > question.start ? question.start : previous.start
  const compared = previous !== undefined
  const first = historyStart(state, question)
  if (compared && first !== null && first >= previous.end) {
    const message = `History begins on ${dayInWords(first)}: there is nothing to compare with.`
    return [{ code: 'partial_history', message }]
  }
  const begun = accountsInScope(state, question)
    .filter(({ from }) => from > start && from < end && (compared || from !== monthStart(from)))
    .toSorted((a, b) => a.from.localeCompare(b.from))
  const [account, ...rest] = begun
  if (account === undefined) return []
  const others = rest.length === 0 ? '' : `, that of ${rest.length} more later`
  const what = compared ? 'what lies before cannot be compared with' : 'the month of that day is partial'
  const message = `History of ${account.provider} ${account.billingAccount} begins on ${dayInWords(account.from)}${others}: ${what}.`
  return [{ code: 'partial_history', message }]
}

/** What the ledger knows of the days of a question; with a comparison of its days too. */
export function ledgerWarnings(state: DataState, question: Asked, previous?: PreviousRange): DataWarning[] {
  const start = previous === undefined || previous.start > question.start ? question.start : previous.start
  return [
    ...grainChanges(state, question, start),
    ...precedenceGaps(state, question),
    ...missingDatasets(state, question),
  ]
}

function grainChanges(state: DataState, { filters, end }: Asked, start: Day): DataWarning[] {
  return state.ledger.grainChanges
    .filter((change) => change.day > start && change.day < end && inScope(change, filters))
    .slice(0, ACCOUNTS_MAX)
    .map(({ provider, billingAccount, day, from, to }) => ({
      code: 'grain_changes',
      message: `${provider} ${billingAccount} is known by ${from} up to ${dayInWords(addDays(day, -1))} and by ${to} from then on.`,
    }))
}

/** Days on which a finer source gave way to a coarser one, with what it bills less there. */
function precedenceGaps(state: DataState, { filters, start, end, currency }: Asked): DataWarning[] {
  const found = state.ledger.standBacks.filter(
    (gap) => gap.currency === currency && gap.day >= start && gap.day < end && inScope(gap, filters),
  )
  const kinds = groupBy(found, ({ provider, billingAccount, finer, coarser }) =>
    JSON.stringify([provider, billingAccount, finer, coarser]),
  )
  return [...kinds.values()].slice(0, ACCOUNTS_MAX).flatMap((gaps) => precedenceGap(gaps, currency))
}

function precedenceGap(gaps: readonly StandBack[], currency: string): DataWarning[] {
  const [gap] = gaps
  if (gap === undefined) return []
  const amount = addAmounts(gaps.map(({ missing }) => missing))
  const days = daysInWords(gaps.map(({ day }) => day))
  const message = `${days} ${gap.provider} ${gap.billingAccount} counts by ${gap.coarser}: its lines by ${gap.finer} bill ${shortMoney(amount, currency)} less there.`
  return [{ code: 'precedence_gap', message, amount }]
}

const MISSING = {
  amortized: {
    metric: 'billed',
    message:
      'comes from an amortized export alone. Billed lacks purchases and what commitments cover: import the actual export too',
  },
  actual: {
    metric: 'effective',
    message:
      'comes from an actual export alone. Effective lacks amortised commitments: import the amortized export too',
  },
} as const

/** Azure's two data sets complete each other: billed comes from actual, effective from amortized. */
export function missingDatasets(
  state: DataState,
  { filters, metric, start, end }: Pick<BasisQuestion, 'filters' | 'metric' | 'start' | 'end'>,
): DataWarning[] {
  return state.ledger.loneDatasets
    .filter((lone) => MISSING[lone.dataset].metric === metric && inScope(lone, filters))
    .flatMap((lone) => missingDataset(lone, start, end))
    .slice(0, ACCOUNTS_MAX)
}

function missingDataset({ provider, billingAccount, dataset, days }: LoneDataset, start: Day, end: Day) {
  const inside = days.filter((day) => day >= start && day < end)
  if (inside.length === 0) return []
  const message = `${daysInWords(inside)} ${provider} ${billingAccount} ${MISSING[dataset].message}.`
  return [{ code: 'dataset_missing' as const, message }]
}

/** `On 5 Nov 2026`, `On 3 days from 5 Nov 2026 to 9 Nov 2026`. */
function daysInWords(days: readonly Day[]): string {
  const sorted = [...new Set(days)].toSorted()
  const [first = '', last = first] = [sorted[0], sorted.at(-1)]
  if (sorted.length === 1) return `On ${dayInWords(first)}`
  return `On ${sorted.length} days from ${dayInWords(first)} to ${dayInWords(last)}`
}
