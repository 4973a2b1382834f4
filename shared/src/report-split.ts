import type { Amount } from './money.ts'
import type { Day } from './period.ts'

/** How a cost is divided: among teams, and between commitments and on demand. */

export interface ReportShowback {
  /** The dearest first; of a team its own alone. */
  readonly rows: readonly {
    readonly team: string
    readonly name: string
    readonly direct: Amount
    readonly shared: Amount
    readonly total: Amount
  }[]
  /** Null in a team's report. */
  readonly unallocated: Amount | null
  /** Shared costs; of a team its own part of each. */
  readonly pools: readonly { readonly name: string; readonly cost: Amount }[]
}

/** Ratios are 0–1, null where they have no base. Source: finops.md §4. */
export interface ReportCommitments {
  readonly used: Amount
  readonly unused: Amount
  readonly onDemand: Amount
  readonly utilisation: number | null
  readonly coverage: number | null
  readonly savingsRate: number | null
  /** Within 90 days; what not renewing costs a month. */
  readonly ending: readonly {
    readonly id: string
    readonly name: string
    readonly end: Day
    readonly notRenewing: number | null
  }[]
}
