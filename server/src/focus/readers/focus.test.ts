import { expect, test } from 'vitest'
import { focus, focusVersion } from './focus.ts'
import { runMapping } from './support/run-mapping.ts'

const row = {
  BilledCost: '1.5',
  BillingAccountId: '001234567890',
  BillingCurrency: 'USD',
  BillingPeriodStart: '2026-07-01T00:00:00Z',
  ChargeCategory: 'Usage',
  ChargePeriodStart: '2026-07-03T04:00:00Z',
}

test('gives every column that is there, whatever its order and case', async () => {
  const { rows } = await runMapping(focus, [
    {
      chargeperiodstart: row.ChargePeriodStart,
      BILLEDCOST: '1.5',
      billingaccountid: '001234567890',
      BillingCurrency: 'USD',
      billingPeriodStart: row.BillingPeriodStart,
      chargeCategory: 'Usage',
    },
  ])

  expect(rows[0]).toMatchObject(row)
})

test.each([
  ['ChargeCategory', 'usage', 'Usage'],
  ['ChargeCategory', 'error', 'Adjustment'],
  ['ChargeFrequency', 'Usage-based', 'Usage-Based'],
  ['ChargeFrequency', 'onetime', 'One-Time'],
  ['ChargeClass', 'correction', 'Correction'],
  ['PricingCategory', 'on-demand', 'Standard'],
  ['PricingCategory', 'committed', 'Committed'],
  ['ServiceCategory', 'ai and machine learning', 'AI and Machine Learning'],
  ['ServiceCategory', 'Quantum', 'Quantum'],
  ['CommitmentDiscountStatus', 'UNUSED', 'Unused'],
  ['RegionName', 'NULL', null],
  ['ResourceId', '', null],
  ['BilledCost', 'twelve', 'twelve'],
  ['ChargePeriodEnd', '2023-11-13T07:00Z', '2023-11-13T07:00:00Z'],
  ['ChargePeriodEnd', '2024-09-18 23:00:00', '2024-09-18 23:00:00'],
  ['ChargePeriodEnd', '2026-07-01 07:00:00 UTC', '2026-07-01T07:00:00Z'],
  ['ChargePeriodEnd', 'yesterday', 'yesterday'],
  ['Tags', '{"a":"1"}', '{"a":"1"}'],
  ['Tags', '[{"key":"a","value":"1","x_type":"label"},{"key":"b","value":null}]', '{"a":"1","b":null}'],
  ['Tags', '[{"Key":"q\\"","Value":"é"}]', '{"q\\"":"é"}'],
  ['Tags', '[]', '{}'],
  ['Tags', '[not json', '[not json'],
  ['x_Anything', 'kept', 'kept'],
  ['AvailabilityZone', '0.05', '0.05'],
])('%s %s becomes %s', async (name, value, expected) => {
  const { rows } = await runMapping(focus, [{ ...row, [name]: value }])

  expect(rows[0]?.[name]).toBe(expected)
})
