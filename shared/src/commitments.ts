import type { CurrencyTotal, DataWarning } from './api.ts'
import type { Amount } from './money.ts'
import type { Day } from './period.ts'
import type { RunSql } from './working.ts'

/**
 * What usage under commitments and usage that they could cover come to. Amounts are effective cost. A ratio is 0–1 and
 * null where it has no base. Source of the ratios: finops §4.
 */
export interface CommitmentFigures {
  readonly used: Amount
  readonly unused: Amount
  /** On demand, of a kind that commitments are sold for. */
  readonly onDemand: Amount
  readonly spot: Amount
  /** At on-demand prices: used under commitments, and on demand. */
  readonly usedEquivalent: number
  readonly onDemandEquivalent: number
  readonly utilisation: number | null
  readonly coverage: number | null
  /** Against negotiated on-demand prices, and against list prices with spot and negotiated discounts. */
  readonly commitmentSavingsRate: number | null
  readonly totalSavingsRate: number | null
  /** Part of the on-demand equivalent that is not ContractedCost. */
  readonly estimatedShare: number | null
  /** Effective cost under commitments that no on-demand price is known for: left out of coverage and savings rates. */
  readonly unpriced: Amount
  /** Covered usage at on-demand prices that carries no part of its fee: left out of the savings rates. */
  readonly unamortised: number
  /**
   * Machines and databases by the hour, at on-demand prices, without a usage type that tells whether a commitment could
   * cover them: with any, coverage and savings rates are unknown.
   */
  readonly untold: number
}

export interface CommitmentGroup extends CommitmentFigures {
  /** `null` where the bill does not tell. */
  readonly value: string | null
  readonly name: string | null
  readonly provider: string | null
}

export interface CommitmentDay {
  readonly day: Day
  readonly used: Amount
  readonly unused: Amount
  readonly onDemand: Amount
}

/**
 * Where a date comes from: a list of what was bought, dates that lines of the bill name, the term that its purchase is
 * billed for; as an estimate the first purchase seen with the term that it names, or the last line of what has gone.
 */
export type DateSource = 'inventory' | 'bill' | 'purchase' | 'seen' | 'last'

export interface SourcedDay {
  readonly day: Day
  readonly source: DateSource
}

export interface EstimateRange {
  readonly low: number
  readonly expected: number
  readonly high: number
}

export interface CommitmentRecord {
  readonly id: string
  readonly name: string | null
  /** As the bill names it; null where it does not. */
  readonly type: string | null
  /** `discount` takes a part off prices; `capacity` is paid ahead and has no price of its own. */
  readonly kind: 'discount' | 'capacity'
  readonly provider: string
  readonly billingAccount: string
  readonly region: string | null
  readonly service: string | null
  readonly currency: string
  readonly state: 'active' | 'ended'
  readonly termMonths: number | null
  readonly payment: string | null
  /** Mean effective cost an hour over `window`. */
  readonly hourly: number | null
  /** Its last 30 days on the bill, end exclusive, that the figures are of. */
  readonly window: { readonly start: Day; readonly end: Day }
  readonly used: Amount
  readonly unused: Amount
  readonly utilisation: number | null
  /** What it takes off the on-demand prices of what it covers, 0–1; null where they are not known. */
  readonly discount: number | null
  /** Null where the bill does not tell and no list says. */
  readonly start: SourcedDay | null
  readonly end: SourcedDay | null
  /** Why the end is not known, as a sentence; null where it is. */
  readonly endUnknown: string | null
  /** Days from today to its end; null where that is unknown. */
  readonly daysLeft: number | null
  /** Account that pays. */
  readonly buyer: { readonly account: string | null; readonly name: string | null }
  /** Who used it in the window, the largest part first. */
  readonly beneficiaries: readonly Beneficiary[]
  /**
   * What the bill rises by a month if it ends and its usage goes on at on-demand prices; negative where letting it end is
   * cheaper. From the quietest to the busiest week of the window. Null where no on-demand price is known.
   */
  readonly notRenewing: EstimateRange | null
  /** Recommendations about it. */
  readonly recommendations: readonly { readonly id: string; readonly rule: string; readonly title: string }[]
}

export interface Beneficiary {
  readonly account: string | null
  readonly name: string | null
  readonly team: string | null
  readonly used: Amount
  /** Of what was used, 0–1. */
  readonly share: number
}

/** Usage on demand that a commitment could cover, of one family in one region. */
export interface HotSpot {
  readonly provider: string
  readonly service: string | null
  readonly region: string | null
  readonly family: string | null
  readonly program: string
  readonly cost: Amount
  /** Null where it is not measured in hours. */
  readonly hours: Amount | null
  readonly covered: Amount
}

/** Coverage and utilisation of a month as the cloud reckons them, in its own unit. */
export interface VendorMeasure {
  readonly provider: string
  readonly billingAccount: string
  readonly type: 'savings_plan' | 'reservation' | 'committed_use'
  readonly unit: string
  readonly start: Day
  readonly end: Day
  readonly coverage: number | null
  readonly utilisation: number | null
}

/** Answer of `GET /commitments`. */
export interface CommitmentsAnswer {
  readonly sentence: string
  readonly overall: CommitmentFigures
  readonly byProvider: readonly CommitmentGroup[]
  readonly byAccount: readonly CommitmentGroup[]
  readonly byTeam: readonly CommitmentGroup[]
  readonly daily: readonly CommitmentDay[]
  /** The lowest complete day on demand: usage never fell below it. */
  readonly safeBase: { readonly day: Day; readonly cost: Amount } | null
  /** All currencies; those that end first come first, ended ones last. */
  readonly commitments: readonly CommitmentRecord[]
  /** Active ones that end within so many days, with what not renewing them costs a month, in `currency`. */
  readonly expiring: readonly ExpiringWithin[]
  readonly hotSpots: readonly HotSpot[]
  /** What the clouds say themselves, where it was collected. */
  readonly vendor: readonly VendorMeasure[]
  readonly meta: CommitmentsMeta
}

export interface ExpiringWithin {
  readonly days: 30 | 60 | 90
  readonly count: number
  readonly notRenewing: EstimateRange
}

export interface CommitmentsMeta extends Partial<RunSql> {
  readonly currency: string
  readonly currencies: readonly CurrencyTotal[]
  readonly start: Day
  readonly end: Day
  readonly dataThrough: Day | null
  readonly partialFrom: Day | null
  readonly warnings: readonly DataWarning[]
}
