import type { Amount } from './money.ts'
import type { Day } from './period.ts'

/** How the costs of one currency came into the report currency. */
export interface Conversion {
  readonly from: string
  /** Its own currency already; a rate of the bill; the rates file. */
  readonly source: 'same' | 'bill' | 'file'
  /** In its own currency, and in the report currency. */
  readonly amount: Amount
  readonly converted: Amount
  /** Units of the report currency for one of `from`, as decimal text; low and high where it moved. */
  readonly rateLow: string
  readonly rateHigh: string
  /** Days of the rates: of the file's rate, or the first day of the bill's month. */
  readonly firstDay: Day
  readonly lastDay: Day
}

export interface Converted {
  readonly conversions: readonly Conversion[]
  /** Costs without a rate; they are in no total. */
  readonly apart: readonly { readonly currency: string; readonly total: Amount }[]
}

export interface Report extends Converted {
  readonly currency: string
  readonly rate: 'day' | 'month'
  /** Of the range that is compared with, which is converted at its own rates. */
  readonly previous?: Converted
}
