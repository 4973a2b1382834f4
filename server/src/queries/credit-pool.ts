import type { Day } from '@outlay/shared/period'
import type { Ask } from './ask.ts'

/** Credits of one cloud in one currency, by what is known beside the bill. Amounts are doubles. */
export interface CreditPool {
  readonly provider: string
  readonly currency: string
  /** The first day of what was counted, and the day after the last. */
  readonly start: Day
  readonly end: Day
  /** What the cloud's credits took off the bill from `start` to `end`, whoever had them. */
  readonly drawn: number
  /** Of it, what the known credits bore, 0–1; the rest is of credits that nobody told of. */
  readonly known: number
  /** The one that expires first stands first and is drawn first. */
  readonly purses: readonly CreditPurse[]
}

export interface CreditPurse {
  readonly name: string
  readonly start: Day
  /** First day on which it cannot be used; null where it does not expire. */
  readonly expires: Day | null
  /** Left on `end`; null where it is not known. */
  readonly balance: number | null
}

export type ReadCreditPools = (ask: Ask) => Promise<readonly CreditPool[]>
