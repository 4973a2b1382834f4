import type { Basis, CurrencyTotal, DataWarning, Mover } from './api.ts'
import type { Amount } from './money.ts'
import type { Day } from './period.ts'
import type { Report } from './report-currency.ts'
import type { RunSql } from './working.ts'

/** What a change is made of. `docs/change-explained.md` holds the formulas. */
export type ChangePartId =
  | 'usage'
  | 'price'
  | 'commitment'
  | 'new'
  | 'gone'
  | 'mix'
  | 'no_quantity'
  | 'fees'
  | 'adjustments'
  | 'tax'
  | 'credits'
  | 'exchange'

export interface ChangePart {
  readonly id: ChangePartId
  readonly amount: Amount
}

export interface ExplainedMover extends Mover {
  /** Largest first; they add up to `change` exactly. */
  readonly parts: readonly ChangePart[]
}

/** What a comparison of the first days of a month leaves out: charges that are not usage. */
export interface Apart {
  readonly cost: Amount
  readonly previousCost: Amount
  readonly lines: readonly {
    readonly chargeCategory: string
    readonly chargeFrequency: string | null
    readonly cost: Amount
    readonly previousCost: Amount
  }[]
}

interface ChangeMeta {
  readonly basis: Basis
  readonly currency: string
  /** The other currencies of the same question, which are never added. */
  readonly currencies: readonly CurrencyTotal[]
  /** How both ranges were converted, where a report currency was asked for. */
  readonly report?: Report
  readonly start: Day
  readonly end: Day
  readonly previous: { readonly start: Day; readonly end: Day; readonly align: 'dow' | 'date' | 'norm' }
  readonly total: Amount
  /** Absent where history does not hold it. */
  readonly previousTotal?: Amount
  /** Of the whole difference, exact; empty where there is nothing to compare with. */
  readonly parts: readonly ChangePart[]
  /** Set where `basis` was narrowed to usage because the range is the first days of a month. */
  readonly apart: Apart | null
  readonly warnings: readonly DataWarning[]
}

export interface ChangesAnswer {
  /** Largest change first, up or down; empty where history does not hold what it would be compared with. */
  readonly data: readonly ExplainedMover[]
  readonly meta: ChangeMeta &
    Partial<RunSql> & {
      readonly groupBy: readonly string[]
      /** Days of the sparklines, end exclusive. */
      readonly sparkline: { readonly start: Day; readonly end: Day }
    }
}

/** A line of the bill, over both ranges, and what it adds to one part of the change. */
export interface Driver {
  readonly part: ChangePartId
  readonly amount: Amount
  readonly provider: string
  readonly subAccount: string | null
  readonly service: string | null
  readonly region: string | null
  readonly resource: string | null
  readonly usageType: string | null
  readonly chargeCategory: string
  readonly cost: Amount
  readonly previousCost: Amount
  readonly unit: string | null
  readonly quantity: Amount | null
  readonly previousQuantity: Amount | null
  /** First and last day on which it cost anything, in all of history; only where it is new or gone. */
  readonly firstSeen: Day | null
  readonly lastSeen: Day | null
}

/** Answer of `GET /changes/drivers`: the lines that moved most, some of each part. */
export interface DriversAnswer {
  readonly data: readonly Driver[]
  readonly meta: ChangeMeta & RunSql
}
