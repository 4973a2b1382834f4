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

test.each([
  ['Provider', 'Oracle', 'ProviderName', 'Oracle'],
  ['ServiceProviderName', 'Acme', 'ProviderName', 'Acme'],
  ['Publisher', 'Oracle', 'PublisherName', 'Oracle'],
  ['InvoiceIssuer', 'Oracle', 'InvoiceIssuerName', 'Oracle'],
  ['Region', 'us-ashburn-1', 'RegionName', 'us-ashburn-1'],
  ['Region', 'us-ashburn-1', 'RegionId', 'us-ashburn-1'],
  ['UsageQuantity', '2', 'ConsumedQuantity', '2'],
  ['UsageUnit', 'Hours', 'ConsumedUnit', 'Hours'],
  ['AmortizedCost', '3', 'EffectiveCost', '3'],
  ['x_InvoiceId', 'I-1', 'InvoiceId', 'I-1'],
  ['x_SkuMeterName', 'D2', 'SkuMeter', 'D2'],
  ['x_InvoiceSectionName', 'Platform', 'x_OrgUnit', 'Platform'],
  ['x_InvoiceSectionName', 'Platform', 'x_InvoiceSectionName', 'Platform'],
  ['oci_CompartmentName', 'ml', 'x_oci_CompartmentName', 'ml'],
  ['PricingCurrencyEffectiveCost', '1', 'PricingCurrencyEffectiveCost', '1'],
])('%s %s fills %s', async (name, value, column, expected) => {
  const { rows } = await runMapping(focus, [{ ...row, [name]: value }])

  expect(rows[0]?.[column]).toBe(expected)
})

test('an empty column does not hide the one that holds the value', async () => {
  const { rows } = await runMapping(focus, [{ ...row, ProviderName: '', ServiceProviderName: 'AWS' }])

  expect(rows[0]).toMatchObject({ ProviderName: 'AWS', ServiceProviderName: 'AWS' })
})

test('columns that are neither FOCUS nor x_ are named', async () => {
  const { mapping } = await runMapping(focus, [{ ...row, Id: '7', Anything: 'x', x_Kept: '1' }])

  expect(mapping.ignored).toEqual(['Id', 'Anything'])
})

test.each([
  ['Adjustment', 'Credit', { ChargeCategory: 'Credit', ChargeClass: null }],
  ['Adjustment', 'Refund', { ChargeCategory: 'Adjustment', ChargeClass: 'Correction' }],
  ['Usage', 'Used Commitment', { ChargeCategory: 'Usage', CommitmentDiscountStatus: 'Used' }],
  ['Usage', 'Unused Commitment', { ChargeCategory: 'Usage', CommitmentDiscountStatus: 'Unused' }],
  ['Usage', 'On-Demand', { ChargeCategory: 'Usage', CommitmentDiscountStatus: null }],
])('1.0-preview: %s, %s', async (category, subcategory, expected) => {
  const { rows } = await runMapping(focus, [
    { ...row, ChargeCategory: category, ChargeSubcategory: subcategory },
  ])

  expect(rows[0]).toMatchObject(expected)
})

test("Google's view: whole months, projects, categories and lists of tags", async () => {
  const { rows } = await runMapping(focus, [
    {
      ...row,
      BillingPeriodStart: '2026-07-01 07:00:00 UTC',
      BillingPeriodEnd: '2026-07-31 07:00:00 UTC',
      ChargeCategory: 'usage',
      SubAccountId: '01AB-23CD',
      ServiceCategory: '["GCP","Compute","GCE"]',
      Tags: '[{"key":"team","value":"ml","x_type":"label","x_inherited":false}]',
      x_Project: '{"id":"ml-prod","name":"ML production"}',
      x_CostType: 'regular',
    },
  ])

  expect(rows[0]).toMatchObject({
    BillingPeriodStart: '2026-07-01T00:00:00Z',
    BillingPeriodEnd: '2026-08-01T00:00:00Z',
    ChargeCategory: 'Usage',
    SubAccountId: 'ml-prod',
    SubAccountName: 'ML production',
    ServiceCategory: 'Compute',
    Tags: '{"team":"ml"}',
    InvoiceIssuerName: 'Google Cloud',
  })
})

test.each([
  ['0.5', ['ChargeType', 'BilledCost', 'AmortizedCost']],
  ['1.0-preview', ['ChargeCategory', 'ChargeSubcategory', 'Provider']],
  ['1.0', ['ProviderName', 'PublisherName', 'BillingAccountType', 'SubAccountType', 'x_InvoiceId']],
  ['1.1', ['ProviderName', 'SkuPriceDetails']],
  ['1.2', ['ProviderName', 'SkuPriceDetails', 'InvoiceId']],
  ['1.3', ['ProviderName', 'PublisherName', 'ServiceProviderName', 'InvoiceId']],
  ['1.4', ['ServiceProviderName', 'HostProviderName', 'InvoiceId']],
  ['1.4', ['InvoiceDetailId']],
])('version %s by its columns', (version, header) => {
  expect(focusVersion(header)).toBe(version)
})
