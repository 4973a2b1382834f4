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

/** Where a date comes from: a list of what was bought, the term that its purchase is billed for, or seen on the bill. */
export type DateSource = 'inventory' | 'purchase' | 'seen'

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

export const CONTRACT_KINDS = ['edp', 'macc', 'google-commit'] as const
export type ContractKind = (typeof CONTRACT_KINDS)[number]

export interface DayRange {
  readonly earliest: Day | null
  readonly expected: Day | null
  readonly latest: Day | null
}

/** Mean a day over so many complete days before `until`. */
export interface Pace {
  readonly daily: number
  readonly days: number
  readonly until: Day
}

/** How far a promised spend is drawn down: billed, all charges. */
export interface ContractState {
  readonly id: string
  readonly name: string
  readonly kind: ContractKind
  readonly provider: string
  readonly currency: string
  readonly start: Day
  /** Exclusive. */
  readonly end: Day
  readonly amount: Amount
  readonly state: 'upcoming' | 'running' | 'reached' | 'ended'
  /** Through `through`, with what the provider's statement says of the time before. */
  readonly drawn: Amount
  readonly through: Day | null
  readonly stated: Amount
  /** Of `drawn`; what goes above the contract's share of marketplace is left out. */
  readonly marketplace: Amount
  readonly marketplaceLeftOut: Amount
  /** Days of the term that neither the bill's history nor a statement tells; null where all are told. */
  readonly untold: { readonly start: Day; readonly end: Day } | null
  readonly months: readonly { readonly month: Day; readonly drawn: Amount }[]
  /** SQL of what was drawn, by day. */
  readonly working: RunSql
  readonly pace: Pace | null
  /** A day, from now on, to reach the amount by its end; null once it is reached or over. */
  readonly needed: number | null
  /** At its end, 80 % interval of the weeks; null while there is no pace. */
  readonly projected: EstimateRange | null
  /** Projected less the amount: below 0 it falls short, and the rest is paid for nothing. */
  readonly difference: EstimateRange | null
  /** When the amount is used up. */
  readonly reachedOn: DayRange | null
}

export interface CreditState {
  readonly id: string
  readonly name: string | null
  readonly provider: string
  readonly currency: string
  readonly amount: Amount
  readonly start: Day
  /** Exclusive; null where it does not expire. */
  readonly expires: Day | null
  readonly used: Amount
  /** Null where days of its life are neither on the bill nor stated. */
  readonly balance: Amount | null
  readonly untold: { readonly start: Day; readonly end: Day } | null
  readonly pace: Pace | null
  readonly exhaustedOn: DayRange | null
  /** Left when it expires; null where it does not, or nothing tells. */
  readonly atRisk: EstimateRange | null
}

export interface CreditMonth {
  readonly month: Day
  readonly provider: string
  readonly currency: string
  readonly burn: Amount
  /** Billed, all charges, with credits and without them. */
  readonly billed: Amount
  readonly withoutCredits: Amount
  /** The month is not over or not whole on the bill. */
  readonly partial: boolean
}

/** Answer of `GET /commitments/contracts`. */
export interface PromisesAnswer {
  readonly contracts: readonly ContractState[]
  readonly credits: readonly CreditState[]
  /** Of every cloud that gives credits, the last twelve months. */
  readonly creditMonths: readonly CreditMonth[]
  readonly meta: { readonly dataThrough: Day | null; readonly today: Day }
}
