import type { Basis } from './api.ts'
import type { Amount } from './money.ts'
import type { Day } from './period.ts'

/** Shapes of what `/api/v1/allocation/statements` answers. */

export type StatementState = 'open' | 'provisional' | 'closed' | 'locked'

export interface StatementLine {
  readonly team: string | null
  readonly direct: Amount
  readonly shared: Amount
  readonly total: Amount
}

export interface StatementAdjustment {
  readonly month: Day
  readonly team: string | null
  readonly amount: Amount
}

export interface Statement {
  readonly month: Day
  readonly currency: string
  readonly state: StatementState
  /** Why it is in that state, and what is missing to the next. */
  readonly reason: string
  readonly basis: Basis
  /** Of a locked month as it was issued, else as it stands now. */
  readonly total: Amount
  readonly adjustments: Amount
  readonly issuedAt: string | null
  readonly actor: string | null
  readonly rulesVersion: number | null
}

export interface StatementDetail extends Statement {
  readonly lines: readonly StatementLine[]
  /** Movements of earlier locked months, posted here or, in an open statement, to be posted. */
  readonly prior: readonly StatementAdjustment[]
}
