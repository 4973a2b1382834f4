/** What a Cost Explorer RECORD_TYPE (a line item type of the CUR) is in FOCUS. */
export interface RecordType {
  readonly category: 'Usage' | 'Purchase' | 'Tax' | 'Credit'
  readonly frequency: 'Usage-Based' | 'Recurring' | 'One-Time'
  /** Kind of the commitment that the charge belongs to. */
  readonly commitment?: 'Savings Plan' | 'Reserved Instance'
  /** Usage that a commitment paid for. */
  readonly used?: true
  /** The fee of a commitment: its amortised cost is the part that nothing used. */
  readonly fee?: true
}

/**
 * The record type as Cost Explorer or the CUR spell it. Discounts change the price and stay usage; only AWS credits and
 * refunds, whose origin Cost Explorer does not tell, are credits. A type that is not known counts as usage.
 */
export function recordType(name: string): RecordType {
  const key = foldRecordType(name)
  return Object.hasOwn(RECORD_TYPES, key) ? (RECORD_TYPES[key] ?? USAGE) : USAGE
}

export function isKnownRecordType(name: string): boolean {
  return Object.hasOwn(RECORD_TYPES, foldRecordType(name))
}

/** `Savings Plan Negation` and `SavingsPlanNegation` are one type. */
export function foldRecordType(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '')
}

const USAGE: RecordType = { category: 'Usage', frequency: 'Usage-Based' }
const CREDIT: RecordType = { category: 'Credit', frequency: 'One-Time' }
const TAX: RecordType = { category: 'Tax', frequency: 'One-Time' }
const PLAN_USED: RecordType = { ...USAGE, commitment: 'Savings Plan', used: true }
const PLAN_FEE: RecordType = {
  category: 'Purchase',
  frequency: 'Recurring',
  commitment: 'Savings Plan',
  fee: true,
}
const PLAN_UPFRONT: RecordType = { ...PLAN_FEE, frequency: 'One-Time' }
const RESERVED_USED: RecordType = { ...USAGE, commitment: 'Reserved Instance', used: true }
const RESERVED_FEE: RecordType = {
  category: 'Purchase',
  frequency: 'Recurring',
  commitment: 'Reserved Instance',
  fee: true,
}
const RESERVED_UPFRONT: RecordType = { ...RESERVED_FEE, frequency: 'One-Time' }
const SUPPORT: RecordType = { category: 'Purchase', frequency: 'Recurring' }
const ONE_TIME: RecordType = { category: 'Purchase', frequency: 'One-Time' }

/** By folded name. Source: AWS Billing user guide, "charge types", and CUR data dictionary, lineItem/LineItemType. */
export const RECORD_TYPES: Readonly<Record<string, RecordType>> = {
  usage: USAGE,
  discountedusage: RESERVED_USED,
  reservationappliedusage: RESERVED_USED,
  savingsplancoveredusage: PLAN_USED,
  savingsplannegation: PLAN_USED,
  savingsplanrecurringfee: PLAN_FEE,
  savingsplanupfrontfee: PLAN_UPFRONT,
  rifee: RESERVED_FEE,
  recurring: RESERVED_FEE,
  recurringreservationfee: RESERVED_FEE,
  upfront: RESERVED_UPFRONT,
  upfrontreservationfee: RESERVED_UPFRONT,
  fee: ONE_TIME,
  othercharges: ONE_TIME,
  otheroutofcyclecharges: ONE_TIME,
  support: SUPPORT,
  supportfee: SUPPORT,
  tax: TAX,
  credit: CREDIT,
  refund: CREDIT,
  discount: USAGE,
  bundleddiscount: USAGE,
  edpdiscount: USAGE,
  enterprisediscountprogramdiscount: USAGE,
  privateratediscount: USAGE,
  sppdiscount: USAGE,
  solutionproviderprogramdiscount: USAGE,
  distributordiscount: USAGE,
  rivolumediscount: USAGE,
  riupfrontdiscount: USAGE,
}
