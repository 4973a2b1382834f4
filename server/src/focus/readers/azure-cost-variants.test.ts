import { expect, test } from 'vitest'
import { azureCost } from './azure-cost.ts'
import { base } from './support/azure-lines.ts'
import { plainNumber, runMapping, selectMapped } from './support/run-mapping.ts'

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

const BLOCK_HEADER = [...Object.keys(base), 'pricingCurrency', 'exchangeRate']

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

test('without commitments the name tells which data set a file is', async () => {
  const names = new Map([
    [0, 'july/actual.csv'],
    [1, 'july/Amortised_0001.csv'],
    [2, '000001.csv'],
  ])
  const header = Object.keys(base)
  const mapping = azureCost.map({ name: 'july/actual.csv', header, names })
  const rows = await selectMapped(mapping, header, [[base], [base], [base]])

  expect(mapping.datasetSql).toBe('l.dataset')
  expect(rows.map((row) => row['x_Part'])).toEqual(['both', 'alone', 'both'])
})

test('parts of one export are one data set, whatever each of them holds', async () => {
  const names = new Map([
    [0, 'run/000001.csv'],
    [1, 'run/000002.csv'],
    [2, 'other/000001.csv'],
  ])
  const unused = { ...base, ChargeType: 'UnusedReservation', benefitId: 'r-1' }
  const header = Object.keys(base)
  const mapping = azureCost.map({ name: 'run/000001.csv', header, names })
  const rows = await selectMapped(mapping, header, [[base], [unused], [base]])

  expect(rows.map((row) => row['x_Part'])).toEqual(['alone', 'both', 'both'])
})

test('each of several files proves its own order of days', async () => {
  const { BillingPeriodStartDate: _start, BillingPeriodEndDate: _end, ...line } = base
  const header = Object.keys(line)
  const mapping = azureCost.map({ name: 'x.csv', header })
  const file = (...days: string[]) => days.map((day) => ({ ...line, Date: day }))
  const rows = await selectMapped(mapping, header, [file('02/07/2026', '13/07/2026'), file('02/07/2026')])

  expect(rows.map((row) => row['ChargePeriodStart']?.slice(0, 10))).toEqual([
    '2026-07-02',
    '2026-07-13',
    '2026-02-07',
  ])
})

test.each([
  {
    // 4 operations are 0.0004 blocks at 0.004.
    name: '10K counts blocks',
    line: {
      UnitOfMeasure: '10K',
      Quantity: '0.00040',
      UnitPrice: '0.0040',
      EffectivePrice: '0.004',
      cost: '0.0000016',
    },
    figures: ['0.0000016', '0.0000016', '0.0004', '10K', '4', 'Units'],
  },
  {
    // Public prices stand at 0.01 for 0.004 of this agreement: nearer than 0.000001.
    name: 'a discount does not hide it',
    line: {
      UnitOfMeasure: '1M/Month',
      Quantity: '2',
      UnitPrice: '0.01',
      EffectivePrice: '0.004',
      cost: '0.008',
    },
    figures: ['0.02', '0.02', '2', '1M/Month', '2000000', 'Units/Month'],
  },
  {
    name: '10K of single operations, priced by 10K',
    line: {
      UnitOfMeasure: '10K',
      Quantity: '4000',
      UnitPrice: '0.05',
      EffectivePrice: '0.000005',
      cost: '0.02',
    },
    figures: ['0.02', '0.02', '0.4', '10K', '4000', 'Units'],
  },
  {
    // The price is of an hour, though the unit says otherwise.
    name: '10 Hours priced by the hour',
    line: {
      UnitOfMeasure: '10 Hours',
      Quantity: '22',
      UnitPrice: '0.23',
      EffectivePrice: '0.17475',
      cost: '3.455664',
    },
    figures: ['5.06', '5.06', '22', 'Hours', '22', 'Hours'],
  },
  {
    name: '10 Hours priced by ten hours',
    line: {
      UnitOfMeasure: '10 Hours',
      Quantity: '22',
      UnitPrice: '2.3',
      EffectivePrice: '0.17475',
      cost: '3.8445',
    },
    figures: ['5.06', '5.06', '2.2', '10 Hours', '22', 'Hours'],
  },
  {
    // 80 % off is no block of ten.
    name: '10 Hours under a reservation',
    line: {
      UnitOfMeasure: '10 Hours',
      Quantity: '22',
      UnitPrice: '0.25',
      PricingModel: 'Reservation',
      benefitId: 'r',
      cost: '1.1',
    },
    figures: ['5.5', '5.5', '22', 'Hours', '22', 'Hours'],
  },
  {
    // What was paid is unknown: the price list is by blocks of hours.
    name: 'hours without evidence',
    line: {
      UnitOfMeasure: '100 Hours',
      Quantity: '24',
      UnitPrice: '8',
      EffectivePrice: '0',
      PricingModel: 'Reservation',
      benefitId: 'r',
      cost: '0',
    },
    figures: ['1.92', '1.92', '0.24', '100 Hours', '24', 'Hours'],
  },
  {
    name: '10K without evidence',
    line: {
      UnitOfMeasure: '10K',
      Quantity: '0.5',
      UnitPrice: '8',
      EffectivePrice: '0',
      PricingModel: 'Reservation',
      benefitId: 'r',
      cost: '0',
    },
    figures: ['4', '4', '0.5', '10K', '5000', 'Units'],
  },
  {
    name: 'priced in another currency',
    line: {
      UnitOfMeasure: '10K',
      Quantity: '2',
      UnitPrice: '3',
      EffectivePrice: '3',
      pricingCurrency: 'JPY',
      exchangeRate: '0.006',
      cost: '0.036',
    },
    figures: ['0.036', '0.036', '2', '10K', '20000', 'Units'],
  },
])('blocks: $name', async ({ line: { cost, ...line }, figures }) => {
  const own = { PayGPrice: line.UnitPrice, CostInBillingCurrency: cost }
  const { rows } = await runMapping(azureCost, [{ ...base, ...own, ...line }], BLOCK_HEADER)
  const numbers = [
    'ContractedCost',
    'ListCost',
    'PricingQuantity',
    'PricingUnit',
    'ConsumedQuantity',
    'ConsumedUnit',
  ]

  expect(numbers.map((name) => plainNumber(rows[0]?.[name]))).toEqual(figures)
})

test('pay-as-you-go: 100 Hours of which three were used, at 0.025 each', async () => {
  const { rows } = await runMapping(azureCost, [
    {
      SubscriptionGuid: 's',
      UsageDateTime: '2026-07-14',
      MeterCategory: 'Load Balancer',
      UnitOfMeasure: '100 Hours',
      UsageQuantity: '3',
      ResourceRate: '0.025',
      PreTaxCost: '0.075',
      Currency: 'EUR',
    },
  ])

  expect(rows[0]).toMatchObject({ ContractedCost: null, PricingUnit: 'Hours', ConsumedQuantity: '3' })
  expect(plainNumber(rows[0]?.['PricingQuantity'])).toBe('3')
})

test.each([
  ['1 GB/Month', '1', 'GB/Month'],
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
