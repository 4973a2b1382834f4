import { expect, test } from 'vitest'
import { awsCostExplorer } from './aws-cost-explorer.ts'
import { type MappedRow, type RawRow, runMapping } from './support/run-mapping.ts'

const EC2 = 'Amazon Elastic Compute Cloud - Compute'
const line: RawRow = {
  kind: 'usage',
  billing_account: '123456789012',
  billing_account_name: null,
  day: '2026-12-31',
  service: EC2,
  usage_type: 'BoxUsage:m5.xlarge',
  record_type: 'Usage',
  currency: 'USD',
  unblended_cost: '12.3456789012',
  amortized_cost: '11',
  blended_cost: '12.5',
  usage_quantity: '24',
  usage_unit: 'Hrs',
  estimated: 'false',
}

test('maps a usage type of a day', async () => {
  const { rows, mapping } = await runMapping(awsCostExplorer, [line])

  expect(mapping.ignored).toEqual([])
  expect(rows[0]).toMatchObject({
    ProviderName: 'AWS',
    BillingAccountId: '123456789012',
    BillingCurrency: 'USD',
    BillingPeriodStart: '2026-12-01T00:00:00Z',
    BillingPeriodEnd: '2027-01-01T00:00:00Z',
    ChargePeriodStart: '2026-12-31T00:00:00Z',
    ChargePeriodEnd: '2027-01-01T00:00:00Z',
    BilledCost: '12.3456789012',
    EffectiveCost: '11',
    x_BlendedCost: '12.5',
    ConsumedQuantity: '24',
    ConsumedUnit: 'Hrs',
    ChargeCategory: 'Usage',
    ChargeFrequency: 'Usage-Based',
    ChargeDescription: 'BoxUsage:m5.xlarge',
    PricingCategory: 'Standard',
    ServiceName: EC2,
    ServiceCategory: 'Compute',
    PublisherName: 'AWS',
    x_UsageType: 'BoxUsage:m5.xlarge',
    x_LineItemType: 'Usage',
    x_Estimated: 'false',
    __reject: null,
  })
  expect(rows[0]).not.toHaveProperty('ListCost')
  expect(rows[0]).not.toHaveProperty('ContractedCost')
})

test.each<[string, RawRow, MappedRow]>([
  [
    'a mixed quantity is none',
    { usage_unit: 'N/A' },
    { ConsumedQuantity: null, ConsumedUnit: null, x_UsageQuantity: '24' },
  ],
  ['tax', { service: 'Tax', record_type: 'Tax' }, { ChargeCategory: 'Tax', ServiceCategory: 'Other' }],
  [
    'a credit',
    { kind: 'charge', record_type: 'Credit' },
    { ChargeCategory: 'Credit', ChargeFrequency: 'One-Time' },
  ],
  ['a refund without origin', { kind: 'charge', record_type: 'Refund' }, { ChargeCategory: 'Credit' }],
  [
    'a discount stays usage',
    { kind: 'charge', record_type: 'Enterprise Discount Program Discount' },
    { ChargeCategory: 'Usage' },
  ],
  [
    'support',
    { kind: 'charge', record_type: 'Support' },
    { ChargeCategory: 'Purchase', ChargeFrequency: 'Recurring' },
  ],
  [
    'the fee of a reservation',
    { kind: 'charge', record_type: 'RIFee' },
    {
      ChargeCategory: 'Purchase',
      ChargeFrequency: 'Recurring',
      CommitmentDiscountType: 'Reserved Instance',
      CommitmentDiscountStatus: null,
    },
  ],
  [
    'the unused part of a savings plan',
    { kind: 'unused', record_type: 'SavingsPlanRecurringFee' },
    {
      ChargeCategory: 'Usage',
      PricingCategory: 'Committed',
      CommitmentDiscountCategory: 'Spend',
      CommitmentDiscountStatus: 'Unused',
    },
  ],
  [
    'covered usage',
    { kind: 'charge', record_type: 'SavingsPlanCoveredUsage' },
    { ChargeCategory: 'Usage', PricingCategory: 'Committed', CommitmentDiscountStatus: 'Used' },
  ],
  [
    'an offset',
    { kind: 'offset' },
    {
      ChargeCategory: 'Usage',
      x_LineItemType: 'Offset',
      CommitmentDiscountStatus: null,
      PricingCategory: 'Standard',
    },
  ],
  ['spot usage', { usage_type: 'SpotUsage:m5.large' }, { PricingCategory: 'Dynamic' }],
  [
    'a type that is not known',
    { kind: 'charge', record_type: 'Surprise' },
    { ChargeCategory: 'Usage', x_LineItemType: 'Surprise' },
  ],
  [
    'a model of the marketplace',
    { service: 'Claude (Amazon Bedrock Edition)' },
    { ServiceCategory: 'AI and Machine Learning', PublisherName: null },
  ],
  [
    'a product of the marketplace',
    { service: 'Datadog Pro' },
    { ServiceCategory: 'Other', PublisherName: null },
  ],
  ['a day that is none', { day: 'soon' }, { ChargePeriodStart: 'soon', BillingPeriodStart: null }],
  ['a kind that is none', { kind: 'total' }, { __reject: 'kind is none of usage, charge, unused, offset' }],
])('maps %s', async (_case, change, expected) => {
  const { rows } = await runMapping(awsCostExplorer, [{ ...line, ...change }])

  expect(rows[0]).toMatchObject(expected)
})
