import { expect, test } from 'vitest'
import { azureCost } from './azure-cost.ts'
import { type MappedRow, plainNumber, type RawRow, runMapping } from './support/run-mapping.ts'

const RESERVATION = '/providers/Microsoft.Capacity/reservationOrders/11/reservations/22'
const PLAN = '/providers/Microsoft.BillingBenefits/savingsPlanOrders/33/savingsPlans/44'

const base = {
  BillingAccountId: '12345678',
  BillingAccountName: 'Example',
  SubscriptionId: 'e18e1552',
  SubscriptionName: 'sub',
  InvoiceSectionName: 'Platform',
  ResourceGroup: 'RG-One',
  ResourceLocation: 'US East 2',
  Date: '07/14/2026',
  BillingPeriodStartDate: '07/01/2026',
  BillingPeriodEndDate: '07/31/2026',
  MeterCategory: 'Virtual Machines',
  MeterId: 'm-1',
  MeterName: 'D2s v3',
  ServiceFamily: 'Compute',
  ConsumedService: 'Microsoft.Compute',
  ResourceId:
    '/subscriptions/e18e1552/resourceGroups/RG-One/providers/Microsoft.Compute/virtualMachines/VM-1',
  UnitOfMeasure: '100 Hours',
  // 24 hours at 8 per 100 hours; the public price is 10.
  Quantity: '24',
  EffectivePrice: '0.08',
  UnitPrice: '8',
  PayGPrice: '10',
  CostInBillingCurrency: '1.92',
  BillingCurrencyCode: 'EUR',
  ChargeType: 'Usage',
  Frequency: 'UsageBased',
  PricingModel: 'OnDemand',
  ReservationId: '',
  benefitId: '',
  ProductOrderName: '',
  PublisherType: 'Azure',
  Tags: '"team": "ml","env": "prod"',
  AdditionalInfo: '{"ServiceType":"Standard_D2s_v3","VCPUs":2}',
} satisfies RawRow

const uncommitted = base
const used = { ...base, PricingModel: 'Reservation', benefitId: RESERVATION }
const unused = {
  ...base,
  ChargeType: 'UnusedReservation',
  PricingModel: 'Reservation',
  benefitId: RESERVATION,
  ResourceId: '',
  Quantity: '6',
}
const purchase = {
  ...base,
  ChargeType: 'Purchase',
  Frequency: 'OneTime',
  PricingModel: 'Reservation',
  benefitId: RESERVATION,
  ResourceId: '',
  UnitOfMeasure: '1',
  Quantity: '1',
  UnitPrice: '438',
}

/** [category, commitment status, billed, effective, contracted, list, part] */
type Golden = readonly (string | null)[]

test('actual: the purchase is cash and no cost, what it covers is unknown', async () => {
  const rows = await golden([
    uncommitted,
    { ...used, CostInBillingCurrency: '0' },
    { ...purchase, CostInBillingCurrency: '438' },
  ])

  expect(rows).toEqual([
    // contracted 24 × 8 ÷ 100, list 24 × 10 ÷ 100
    ['Usage', null, '1.92', '1.92', '1.92', '2.4', 'both'],
    ['Usage', 'Used', '0', null, '1.92', '2.4', 'alone'],
    ['Purchase', null, '438', '0', '438', '438', 'both'],
  ])
})

test('amortized: the reservation costs where it is used and where it is not', async () => {
  // 438 a year is 0.05 an hour: 24 hours used, 6 unused.
  const rows = await golden([
    uncommitted,
    { ...used, CostInBillingCurrency: '1.2' },
    { ...unused, CostInBillingCurrency: '0.3' },
  ])

  expect(rows).toEqual([
    ['Usage', null, '1.92', '1.92', '1.92', '2.4', 'alone'],
    ['Usage', 'Used', '0', '1.2', '1.92', '2.4', 'both'],
    ['Usage', 'Unused', '0', '0.3', '0', '0', 'both'],
  ])
})

test('actual and amortized together: billed from one, effective from the other, nothing twice', async () => {
  const actual = await golden([
    uncommitted,
    { ...used, CostInBillingCurrency: '0' },
    { ...purchase, CostInBillingCurrency: '438' },
  ])
  const amortized = await golden([
    uncommitted,
    { ...used, CostInBillingCurrency: '1.2' },
    { ...unused, CostInBillingCurrency: '0.3' },
  ])
  const counted = [...actual, ...amortized].filter((row) => row.at(-1) === 'both')

  expect(counted).toEqual([
    ['Usage', null, '1.92', '1.92', '1.92', '2.4', 'both'],
    ['Purchase', null, '438', '0', '438', '438', 'both'],
    ['Usage', 'Used', '0', '1.2', '1.92', '2.4', 'both'],
    ['Usage', 'Unused', '0', '0.3', '0', '0', 'both'],
  ])
})

const lines: readonly { name: string; line: RawRow; row: Golden }[] = [
  {
    name: 'savings plan usage in amortized',
    line: { ...base, PricingModel: 'SavingsPlan', benefitId: PLAN, CostInBillingCurrency: '1.5' },
    row: ['Usage', 'Used', '0', '1.5', '1.92', '2.4', 'both'],
  },
  {
    name: 'unused savings plan',
    line: {
      ...unused,
      ChargeType: 'UnusedSavingsPlan',
      PricingModel: 'SavingsPlan',
      benefitId: PLAN,
      CostInBillingCurrency: '0.7',
    },
    row: ['Usage', 'Unused', '0', '0.7', '0', '0', 'both'],
  },
  {
    // MCA leaves the prices of covered usage at 0: unknown, not free.
    name: 'covered usage without prices',
    line: { ...used, UnitPrice: '0', PayGPrice: '0', CostInBillingCurrency: '1.2' },
    row: ['Usage', 'Used', '0', '1.2', null, null, 'both'],
  },
  {
    name: 'marketplace purchase',
    line: {
      ...purchase,
      PricingModel: '',
      benefitId: '',
      PublisherType: 'Marketplace',
      CostInBillingCurrency: '99',
    },
    row: ['Purchase', null, '99', '99', '99', '99', 'both'],
  },
  {
    name: 'returned reservation',
    line: { ...purchase, ChargeType: 'Refund', CostInBillingCurrency: '-100' },
    row: ['Purchase', null, '-100', '0', '-100', '-100', 'both'],
  },
  {
    name: 'tax',
    line: { ...base, ChargeType: 'Tax', PricingModel: '', CostInBillingCurrency: '19' },
    row: ['Tax', null, '19', '19', '19', '19', 'both'],
  },
  {
    name: 'rounding',
    line: { ...base, ChargeType: 'RoundingAdjustment', PricingModel: '', CostInBillingCurrency: '-0.01' },
    row: ['Adjustment', null, '-0.01', '-0.01', '-0.01', '-0.01', 'both'],
  },
  {
    name: 'spot usage',
    line: { ...base, PricingModel: 'Spot', UnitPrice: '2', CostInBillingCurrency: '0.48' },
    row: ['Usage', null, '0.48', '0.48', '0.48', '2.4', 'both'],
  },
]

test.each(lines)('$name', async ({ line, row }) => {
  expect(await golden([line])).toEqual([row])
})

test('the agreement in another pricing currency: prices in the billing currency, the given list cost', async () => {
  const { rows } = await runMapping(azureCost, [
    {
      ...base,
      pricingCurrency: 'USD',
      exchangeRatePricingToBilling: '0.5',
      costInUsd: '3.84',
      paygCostInBillingCurrency: '1.2',
    },
  ])

  expect(plainNumber(rows[0]?.['ContractedUnitPrice'])).toBe('4')
  expect(plainNumber(rows[0]?.['ContractedCost'])).toBe('0.96')
  expect(rows[0]).toMatchObject({
    ListCost: '1.2',
    x_BilledCostInUsd: '3.84',
    x_CurrencyConversionRate: '0.5',
  })
})

test('the rest of a line', async () => {
  const { rows } = await runMapping(azureCost, [base])

  expect(rows[0]).toMatchObject({
    BillingAccountId: '12345678',
    BillingCurrency: 'EUR',
    BillingPeriodStart: '2026-07-01T00:00:00Z',
    BillingPeriodEnd: '2026-08-01T00:00:00Z',
    ChargePeriodStart: '2026-07-14T00:00:00Z',
    ChargePeriodEnd: '2026-07-15T00:00:00Z',
    ChargeFrequency: 'Usage-Based',
    ConsumedQuantity: '24',
    ConsumedUnit: 'Hours',
    PricingUnit: '100 Hours',
    RegionId: 'eastus2',
    RegionName: 'East US 2',
    ResourceName: 'VM-1',
    ResourceType: 'microsoft.compute/virtualmachines',
    ServiceCategory: 'Compute',
    ServiceName: 'Virtual Machines',
    SubAccountId: 'e18e1552',
    Tags: '{"team": "ml","env": "prod"}',
    x_OrgUnit: 'Platform',
  })
  expect(plainNumber(rows[0]?.['PricingQuantity'])).toBe('0.24')
})

test.each([
  ['13 in second place says month first', ['07/02/2026', '07/13/2026'], '2026-07-02T00:00:00Z'],
  ['13 in first place says day first', ['02/07/2026', '13/07/2026'], '2026-07-02T00:00:00Z'],
  ['nothing says: month first', ['07/02/2026', '07/03/2026'], '2026-07-02T00:00:00Z'],
  ['without leading zeros', ['7/2/2026', '7/30/2026'], '2026-07-02T00:00:00Z'],
  ['ISO', ['2026-07-02', '2026-07-13'], '2026-07-02T00:00:00Z'],
  ['ISO with a time', ['2026-07-02 00:00:00', '2026-07-13 00:00:00'], '2026-07-02T00:00:00Z'],
  ['German', ['02.07.2026', '13.07.2026'], '2026-07-02T00:00:00Z'],
  ['no day', ['someday', '2026-07-13'], 'someday'],
])('days: %s', async (_, days, first) => {
  const { BillingPeriodStartDate: _start, BillingPeriodEndDate: _end, ...line } = base
  const { rows } = await runMapping(
    azureCost,
    days.map((day) => ({ ...line, Date: day })),
  )

  expect(rows[0]?.['ChargePeriodStart']).toBe(first)
})

test.each([
  ['actual-2026-07.csv', 'actual'],
  ['amortized_000001.csv', 'amortized'],
  ['Amortised.csv', 'amortized'],
  ['000001.csv', undefined],
])('%s is the %s data set by its name', (name, dataset) => {
  expect(azureCost.map({ name, header: Object.keys(base) }).dataset).toBe(dataset)
})

test.each([
  ['1 GB/Month', '1', 'GB/Month'],
  ['10K', '0.0024', 'Units'],
  ['1M/Month', '0.000024', 'Units/Month'],
  ['10000s', '24', 'Transactions'],
  ['1 小时', '24', 'Hours'],
  ['5 Furlongs', '4.8', 'Units'],
])('%s is %s of %s', async (unit, quantity, consumed) => {
  const { rows } = await runMapping(azureCost, [
    { ...base, UnitOfMeasure: unit, Quantity: unit === '1 GB/Month' ? '1' : '24' },
  ])

  expect(plainNumber(rows[0]?.['PricingQuantity'])).toBe(quantity)
  expect(rows[0]?.['ConsumedUnit']).toBe(consumed)
})

async function golden(lines: readonly RawRow[]): Promise<Golden[]> {
  const { rows } = await runMapping(azureCost, lines)
  return rows.map((row: MappedRow) => [
    row['ChargeCategory'] ?? null,
    row['CommitmentDiscountStatus'] ?? null,
    ...['BilledCost', 'EffectiveCost', 'ContractedCost', 'ListCost'].map((name) => plainNumber(row[name])),
    row['x_Part'] ?? null,
  ])
}
