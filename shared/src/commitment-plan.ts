import type { EstimateRange } from './commitments.ts'
import type { Day } from './period.ts'
import type { RunSql } from './working.ts'

/** One choice of the planner. */
export interface PlanProgram {
  readonly id: string
  readonly provider: string
  readonly name: string
  /** What one commitment of it covers together. */
  readonly covers: string
  /** 12 and 36, where the catalogue knows a discount. */
  readonly terms: readonly number[]
  /** As the cloud offers it. */
  readonly payments: readonly PlanPayment[]
  /** Where one may be bought: an account, with a family and a region where the program is bound to them. */
  readonly scopes: readonly PlanScope[]
}

export type PlanPayment = 'none' | 'partial' | 'all'

export interface PlanScope {
  readonly id: string
  readonly billingAccount: string
  readonly name: string
  readonly currency: string
  /** On demand an hour, mean over the days that are read. */
  readonly onDemandHourly: number
}

export interface PlanDiscount {
  readonly discount: number
  readonly source: 'entered' | 'bill' | 'catalogue'
  readonly detail: string
  /** Day that a price list describes. */
  readonly asOf: Day | null
  /** A flat rule of thumb, or the rate of another term: no offer. */
  readonly rough: boolean
  /** From the least that the program gives to its best. */
  readonly low: number
  readonly high: number
}

/** One point of the curve; money is an hour, in the scope's currency. */
export interface PlanPoint {
  readonly hourly: number
  /** On-demand usage that it covers. */
  readonly covers: number
  readonly utilisation: number
  /** Part of all on-demand usage of the scope that it covers. */
  readonly coverage: number
  /** Saved a month: expected, the 80 % interval over weeks drawn again and the range of the discount. */
  readonly saving: EstimateRange
  /** The same if usage falls by a fifth or two fifths after the purchase. */
  readonly savingIfDown20: number
  readonly savingIfDown40: number
  /** What the best choice of the same history saves more a month. */
  readonly regret: number
}

/** Answer of `GET /commitments/plan`. */
export interface PlanAnswer {
  readonly programs: readonly PlanProgram[]
  /** Null where no usage fits any program. */
  readonly plan: Plan | null
  readonly meta: { readonly dataThrough: Day | null } & Partial<RunSql>
}

export interface Plan {
  readonly program: string
  readonly scope: PlanScope
  readonly term: number
  readonly payment: PlanPayment
  /** Null where neither bill nor catalogue knows one: enter the offer's. */
  readonly discount: PlanDiscount | null
  readonly offers: readonly PlanDiscount[]
  readonly demand: PlanDemand
  readonly curve: readonly PlanPoint[]
  /** Best on the history and on its last two weeks; and the point that was asked for. */
  readonly best: PlanPoint | null
  readonly chosen: PlanPoint | null
  /** Utilisation from which it pays: 1 − discount. */
  readonly breakEven: number | null
  /** Months of the term after which stopping all usage would still have paid. */
  readonly breakEvenMonths: number | null
  /** Of the whole term's price, paid on the first day. */
  readonly upfrontShare: number
  readonly notes: readonly string[]
}

export interface PlanDemand {
  readonly start: Day
  readonly end: Day
  readonly hours: number
  /** Hours were seen, or days were spread evenly over their hours. */
  readonly from: 'hours' | 'days'
  /** On-demand dollars an hour. */
  readonly mean: number
  readonly least: number
  readonly most: number
  /** Usage that existing commitments cover in the same scope, an hour, at on-demand prices: not part of the demand. */
  readonly coveredHourly: number
  /** Of that, what comes back on demand when commitments end within `ending` days; part of the demand when asked for. */
  readonly ending: number
  readonly endingHourly: number
  /** Whether standing recommendations are taken first. */
  readonly measures: 'none' | 'taken'
}
