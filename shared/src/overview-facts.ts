import type { Amount } from './money.ts'
import type { Day } from './period.ts'

/** A figure of the overview's second row; only where its data is there. */
export interface OverviewFact {
  readonly id: 'reconciliation' | 'allocated' | 'verified' | 'unit_cost'
  readonly label: string
  readonly value:
    | { readonly kind: 'money'; readonly amount: Amount; readonly currency: string }
    | { readonly kind: 'share'; readonly share: number }
    | { readonly kind: 'unit'; readonly cost: number; readonly currency: string }
  /** What stands behind it, in words. */
  readonly note: string
  /** `good` and `warn` carry a word in the note; never colour alone. */
  readonly tone: 'good' | 'warn' | 'plain'
  readonly start: Day
  readonly end: Day
}
