import { expect, test } from 'vitest'
import { MappingError } from '../reader.ts'
import { azureCostManagement } from './azure-cost-management.ts'
import { type MappedRow, type RawRow, runMapping } from './support/run-mapping.ts'

const line: RawRow = {
  billing_account: '8611537',
  billing_account_name: 'Example',
  sub_account: '11111111-1111-4111-8111-111111111111',
  day: '2026-12-31',
  service: 'Virtual Machines',
  meter: 'D4s v3',
  charge_type: 'Usage',
  pricing_model: 'OnDemand',
  currency: 'EUR',
  actual_cost: '12.3456789012345',
  amortized_cost: '12.3456789012345',
  actual_cost_usd: '13.5',
  estimated: 'true',
}

test('maps usage of a day', async () => {
  const { rows, mapping } = await runMapping(azureCostManagement, [line])

  expect(mapping).toMatchObject({ ignored: [], grain: 'usage_type' })
  expect(rows[0]).toMatchObject({
    ProviderName: 'Microsoft',
    InvoiceIssuerName: 'Microsoft',
    PublisherName: 'Microsoft',
    BillingAccountId: '8611537',
    BillingAccountName: 'Example',
    SubAccountId: '11111111-1111-4111-8111-111111111111',
    SubAccountType: 'Subscription',
    BillingCurrency: 'EUR',
    BillingPeriodStart: '2026-12-01T00:00:00Z',
    BillingPeriodEnd: '2027-01-01T00:00:00Z',
    ChargePeriodStart: '2026-12-31T00:00:00Z',
    ChargePeriodEnd: '2027-01-01T00:00:00Z',
    BilledCost: '12.3456789012345',
    EffectiveCost: '12.3456789012345',
    x_BilledCostInUsd: '13.5',
    ChargeCategory: 'Usage',
    ChargeFrequency: 'Usage-Based',
    ChargeDescription: 'D4s v3',
    PricingCategory: 'Standard',
    ServiceName: 'Virtual Machines',
    ServiceCategory: 'Compute',
    x_UsageType: 'D4s v3',
    x_LineItemType: 'Usage',
    x_Estimated: 'true',
    CommitmentDiscountStatus: null,
  })
  expect(rows[0]).not.toHaveProperty('ListCost')
  expect(rows[0]).not.toHaveProperty('ContractedCost')
})

test.each<[string, RawRow, MappedRow]>([
  [
    'usage under a reservation is used commitment',
    { pricing_model: 'Reservation', actual_cost: '0' },
    {
      BilledCost: '0',
      EffectiveCost: '12.3456789012345',
      PricingCategory: 'Committed',
      CommitmentDiscountStatus: 'Used',
      CommitmentDiscountType: 'Reservation',
      CommitmentDiscountCategory: 'Usage',
    },
  ],
  [
    'usage under a savings plan is used commitment',
    { pricing_model: 'SavingsPlan' },
    {
      CommitmentDiscountStatus: 'Used',
      CommitmentDiscountType: 'Savings Plan',
      CommitmentDiscountCategory: 'Spend',
    },
  ],
  [
    'an unused reservation is usage that nothing used',
    { charge_type: 'UnusedReservation', pricing_model: 'Reservation', actual_cost: '0' },
    {
      ChargeCategory: 'Usage',
      PricingCategory: 'Committed',
      CommitmentDiscountStatus: 'Unused',
      BilledCost: '0',
    },
  ],
  [
    'an unused savings plan without a pricing model is one too',
    { charge_type: 'UnusedSavingsPlan', pricing_model: null },
    { ChargeCategory: 'Usage', CommitmentDiscountStatus: 'Unused', CommitmentDiscountType: 'Savings Plan' },
  ],
  [
    'a purchase of a reservation is a purchase without status',
    { charge_type: 'Purchase', pricing_model: 'Reservation', amortized_cost: '0' },
    {
      ChargeCategory: 'Purchase',
      ChargeFrequency: 'One-Time',
      EffectiveCost: '0',
      CommitmentDiscountStatus: null,
      CommitmentDiscountType: 'Reservation',
      PricingCategory: 'Standard',
    },
  ],
  [
    'a refund corrects a purchase',
    { charge_type: 'Refund', actual_cost: '-5' },
    { ChargeCategory: 'Purchase', ChargeClass: 'Correction', BilledCost: '-5' },
  ],
  ['tax is tax', { charge_type: 'Tax' }, { ChargeCategory: 'Tax', PricingCategory: null }],
  ['what is new is an adjustment', { charge_type: 'RoundingAdjustment' }, { ChargeCategory: 'Adjustment' }],
  ['spot is dynamic', { pricing_model: 'Spot' }, { PricingCategory: 'Dynamic' }],
  ['no charge type is usage', { charge_type: null }, { ChargeCategory: 'Usage' }],
  [
    'a service of a seller has no publisher',
    { service: 'Some Firewall' },
    { ServiceCategory: 'Other', PublisherName: null },
  ],
  ['text that is no day stays for typing to reject', { day: 'x' }, { ChargePeriodStart: 'x' }],
])('%s', async (_case, change, expected) => {
  const { rows } = await runMapping(azureCostManagement, [{ ...line, ...change }])

  expect(rows[0]).toMatchObject(expected)
})

test('pages by subscription are coarser than pages by meter', async () => {
  const { meter: _meter, ...wide } = line
  const { mapping, rows } = await runMapping(azureCostManagement, [wide])

  expect(mapping.grain).toBeUndefined()
  expect(rows[0]).toMatchObject({ ChargeDescription: 'Virtual Machines', x_UsageType: null })
})

test('recognises its pages and names what a file lacks', () => {
  expect(azureCostManagement.detect({ name: 'a.jsonl', header: Object.keys(line) })).toBe(100)
  expect(() => azureCostManagement.map({ name: 'a.jsonl', header: ['day'] })).toThrow(MappingError)
})
