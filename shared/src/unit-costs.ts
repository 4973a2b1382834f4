import type { Basis, CurrencyTotal, DataWarning } from './api.ts'
import type { Granularity } from './dimensions.ts'
import type { Amount } from './money.ts'
import type { Day } from './period.ts'
import type { Report } from './report-currency.ts'
import type { RunSql } from './working.ts'

/** Cost of the days whose quantity is known, and that quantity. */
export interface UnitFigures {
  readonly cost: Amount
  readonly quantity: Amount
  /** Cost ÷ quantity, a double; null where the quantity is 0 or no day of it is known. */
  readonly unitCost: number | null
  /** Team days in the period (days where the unit has no teams), and those whose quantity is known. */
  readonly days: number
  readonly daysKnown: number
  /** Cost of the days without a quantity: in no unit cost. */
  readonly costUnknown: Amount
}

export interface UnitPeriod extends UnitFigures {
  readonly period: Day
}

export interface UnitTeam extends UnitFigures {
  /** Null for a quantity of the whole company. */
  readonly team: string | null
  readonly previous: UnitFigures | null
}

export interface KnownUnit {
  readonly unit: string
  /** Empty for a unit of the whole company. */
  readonly teams: readonly string[]
  readonly from: Day
  readonly to: Day
}

/** Answer of `GET /unit-costs`. */
export interface UnitCostsAnswer {
  readonly sentence: string
  readonly units: readonly KnownUnit[]
  readonly data: readonly UnitPeriod[]
  readonly teams: readonly UnitTeam[]
  readonly meta: Partial<RunSql> & {
    /** Null without any unit. */
    readonly unit: string | null
    readonly team: string | null
    readonly total: UnitFigures
    readonly previous: (UnitFigures & { readonly start: Day; readonly end: Day }) | null
    readonly granularity: Granularity
    readonly basis: Basis
    readonly currency: string
    /** Others of the same costs, which are in no unit cost. */
    readonly currencies: readonly CurrencyTotal[]
    readonly report?: Report
    readonly start: Day
    readonly end: Day
    readonly warnings: readonly DataWarning[]
  }
}
