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
