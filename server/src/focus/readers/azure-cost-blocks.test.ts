import { expect, test } from 'vitest'
import { azureCost } from './azure-cost.ts'
import { base } from './support/azure-lines.ts'
import { plainNumber, runMapping } from './support/run-mapping.ts'

const BLOCK_HEADER = [...Object.keys(base), 'pricingCurrency', 'exchangeRate']

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
