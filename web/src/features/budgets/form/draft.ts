import type { Budget, BudgetInput, BudgetThreshold } from '@outlay/shared/budgets'

/** What the form holds: text as it was typed. */
export interface Draft {
  readonly team: string | null
  readonly amount: string
  readonly thresholds: readonly BudgetThreshold[]
  readonly notify: string
  readonly name: string
  readonly parent: string | null
  readonly period: Budget['period']
  readonly calendar: Budget['calendar']
  readonly dailySpike: string
  /** Kept as they are: the form does not change them. */
  readonly rest: Pick<BudgetInput, 'filters' | 'currency' | 'basis' | 'owner'>
}

export const CHOICES: readonly BudgetThreshold[] = [
  { percent: 50, on: 'actual' },
  { percent: 80, on: 'actual' },
  { percent: 100, on: 'actual' },
  { percent: 100, on: 'forecast' },
]

export interface Known {
  readonly currency: string
  readonly recipient: string
}

export function newDraft({ currency, recipient }: Known): Draft {
  return {
    team: null,
    amount: '',
    thresholds: CHOICES.slice(1),
    notify: recipient === 'file' ? '' : recipient,
    name: '',
    parent: null,
    period: 'month',
    calendar: 'calendar',
    dailySpike: '',
    rest: { filters: [], currency, basis: { metric: 'effective', charges: 'cost' }, owner: null },
  }
}

export function draftOf(budget: Budget): Draft {
  const { team, name, parent, period, calendar, thresholds, filters, currency, basis, owner } = budget
  return {
    ...{ team, name, parent, period, calendar, thresholds },
    amount: budget.amount ?? '',
    notify: budget.notify.join(', '),
    dailySpike: budget.dailySpike === null ? '' : String(budget.dailySpike),
    rest: { filters, currency, basis, owner },
  }
}

/** What is sent; a name is made of the scope where none was given. */
export function toInput(draft: Draft): BudgetInput {
  const { team, thresholds, parent, period, calendar, rest } = draft
  const spike = Number(draft.dailySpike)
  return {
    ...{ team, thresholds, parent, period, calendar, ...rest },
    name: draft.name.trim() === '' ? nameOf(draft) : draft.name.trim(),
    amount: readAmount(draft.amount),
    dailySpike: draft.dailySpike.trim() !== '' && spike > 0 ? spike : null,
    notify: draft.notify
      .split(/[\s,]+/)
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .map((each) => (/^(slack|email):|^webhook$/.test(each) ? each : guess(each))),
  }
}

export function nameOf({ team, rest }: Pick<Draft, 'team' | 'rest'>): string {
  if (team !== null) return team
  return rest.filters.length > 0 ? 'Filtered costs' : 'Everything'
}

/** `35,000.50` → `35000.50`; null where it is no amount above 0. */
export function readAmount(text: string): string | null {
  const plain = text.replaceAll(/[\s,_']/g, '')
  return /^\d{1,15}(\.\d{1,6})?$/.test(plain) && Number(plain) > 0 ? plain : null
}

/** A mail address or a channel may be typed as it is. */
function guess(text: string): string {
  return text.includes('@') ? `email:${text}` : `slack:${text.startsWith('#') ? text : `#${text}`}`
}
