import type { EstimateRange } from './commitments.ts'
import type { Amount } from './money.ts'
import type { Day } from './period.ts'
import type { RunSql } from './working.ts'

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
