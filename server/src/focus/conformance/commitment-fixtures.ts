import type { FixtureRow } from './rule.ts'

/** A charge that a savings plan covers. */
export const USED: FixtureRow = {
  CommitmentDiscountId: 'sp-1',
  CommitmentDiscountName: 'Plan 1',
  CommitmentDiscountCategory: 'Spend',
  CommitmentDiscountType: 'Savings Plan',
  CommitmentDiscountStatus: 'Used',
  CommitmentDiscountQuantity: '2',
  CommitmentDiscountUnit: 'USD',
  PricingCategory: 'Committed',
  BilledCost: '0',
}
/** What is left of the plan in an hour. */
export const UNUSED: FixtureRow = {
  ...USED,
  CommitmentDiscountStatus: 'Unused',
  ResourceId: 'sp-1',
  ConsumedQuantity: null,
  ConsumedUnit: null,
}
/** The hourly fee of the plan. */
export const PURCHASE: FixtureRow = {
  ...USED,
  ChargeCategory: 'Purchase',
  ChargeFrequency: 'Recurring',
  CommitmentDiscountStatus: null,
  ResourceId: 'sp-1',
  PricingCategory: 'Standard',
  BilledCost: '2',
  EffectiveCost: '0',
}
