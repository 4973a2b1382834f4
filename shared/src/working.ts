import type { Basis } from './api.ts'
import type { Amount } from './money.ts'
import type { Day } from './period.ts'

/** SQL that was run for a figure, and the values of its `$name` parameters. */
export interface RunSql {
  readonly sql: string
  readonly params: Readonly<Record<string, unknown>>
}

/** One row of the daily facts: what a resource line cost on a day. */
export interface FactRow {
  readonly day: Day
  readonly provider: string
  readonly billingAccount: string
  readonly subAccount: string | null
  readonly service: string | null
  readonly region: string | null
  readonly resource: string | null
  readonly usageType: string | null
  readonly chargeCategory: string
  readonly commitmentStatus: string | null
  readonly team: string | null
  /** Null where the bill does not tell this metric. */
  readonly cost: Amount | null
  readonly quantity: Amount | null
  readonly unit: string | null
  /** Lines of the bill in it, and the import that brought them. */
  readonly lines: number
  readonly importId: string
}

/** Answer of `GET /costs/rows`: the rows that a figure is the sum of, largest first. */
export interface RowsAnswer {
  readonly data: readonly FactRow[]
  readonly meta: RunSql & {
    readonly basis: Basis
    readonly currency: string
    readonly start: Day
    readonly end: Day
    /** Of all rows, not only of those answered. */
    readonly rows: number
    readonly lines: number
    readonly total: Amount
  }
}
