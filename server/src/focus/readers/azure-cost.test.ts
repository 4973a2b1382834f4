import { expect, test } from 'vitest'
import { azureCost } from './azure-cost.ts'
import { base } from './support/azure-lines.ts'
import { type MappedRow, plainNumber, type RawRow, runMapping } from './support/run-mapping.ts'

const RESERVATION = '/providers/Microsoft.Capacity/reservationOrders/11/reservations/22'
const PLAN = '/providers/Microsoft.BillingBenefits/savingsPlanOrders/33/savingsPlans/44'

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
    name: 'a reservation that only its name tells',
    line: {
      ...purchase,
      PricingModel: '',
      benefitId: '',
      ProductOrderName: 'Reserved VM Instance, Standard_D2s_v3, EU West, 1 Year',
      CostInBillingCurrency: '438',
    },
    row: ['Purchase', null, '438', '0', '438', '438', 'both'],
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

async function golden(lines: readonly RawRow[]): Promise<Golden[]> {
  const { rows } = await runMapping(azureCost, lines)
  return rows.map((row: MappedRow) => [
    row['ChargeCategory'] ?? null,
    row['CommitmentDiscountStatus'] ?? null,
    ...['BilledCost', 'EffectiveCost', 'ContractedCost', 'ListCost'].map((name) => plainNumber(row[name])),
    row['x_Part'] ?? null,
  ])
}
