import { expect, test } from 'vitest'
import { awsCur } from './aws-cur.ts'
import { base, noResource, SP } from './support/aws-cur-lines.ts'
import { runMapping } from './support/run-mapping.ts'

test.each([
  ['EdpDiscount', { ChargeCategory: 'Usage', PricingCategory: 'Other', CommitmentDiscountId: null }],
  ['PrivateRateDiscount', { ChargeCategory: 'Usage', PricingCategory: 'Other', CommitmentDiscountId: null }],
])('%s lines consume nothing: the hours are on the row of what they make cheaper', async (type, row) => {
  const line = { ...noResource, 'lineItem/LineItemType': type, 'lineItem/UnblendedCost': '-1' }
  const { rows } = await runMapping(awsCur, [{ ...base, ...line, 'pricing/unit': '' }])

  expect(rows[0]).toMatchObject({
    ...row,
    ConsumedQuantity: '0',
    ConsumedUnit: 'Units',
    PricingQuantity: '0',
    PricingUnit: 'Units',
  })
})

test('a negation is a counter-entry: no usage, no price, and its amount stays visible', async () => {
  const line = {
    ...noResource,
    'lineItem/LineItemType': 'SavingsPlanNegation',
    'lineItem/UnblendedCost': '-0.192',
    'savingsPlan/SavingsPlanARN': SP,
  }
  const { rows } = await runMapping(awsCur, [{ ...base, ...line }])

  expect(rows[0]).toMatchObject({
    CommitmentDiscountId: SP,
    CommitmentDiscountQuantity: null,
    CommitmentDiscountStatus: null,
    ConsumedQuantity: null,
    PricingCategory: null,
    PricingQuantity: null,
    x_UnblendedCost: '-0.192',
  })
})

test.each([
  ['2026-05-31T23:59:59Z', '2026-06-01T00:00:00Z'],
  ['2026-05-31 23:59:59', '2026-06-01T00:00:00Z'],
  ['2026-05-31T23:59:59.000Z', '2026-06-01T00:00:00Z'],
  ['2026-06-01T00:00:00Z', '2026-06-01T00:00:00Z'],
  ['2026-05-31Tx:59:59', '2026-05-31Tx:59:59'],
])('a line that ends %s ends before %s', async (ended, end) => {
  const { rows } = await runMapping(awsCur, [{ ...base, 'lineItem/UsageEndDate': ended }])

  expect(rows[0]?.['ChargePeriodEnd']).toBe(end)
})

test.each([
  ['us-east-1a', 'us-east-1'],
  ['us-gov-west-1b', 'us-gov-west-1'],
  ['us-west-2-lax-1a', 'us-west-2'],
  ['us-east-1-wl1-bos-wlz-1', 'us-east-1'],
  ['use1-az4', null],
])('without a product region the zone %s is in %s', async (zone, region) => {
  const line = { 'product/region': '', 'lineItem/AvailabilityZone': zone }
  const { rows } = await runMapping(awsCur, [{ ...base, ...line }])

  expect(rows[0]?.['RegionId']).toBe(region)
})

test.each([
  ['reservation', { 'reservation/ReservationARN': 'arn:aws:ec2::1:reserved-instances/ri-1' }, 'RIFee'],
  [
    'savingsPlan',
    { 'savingsPlan/SavingsPlanARN': 'arn:aws:savingsplans::1:savingsplan/sp-1' },
    'SavingsPlanCoveredUsage',
  ],
])('a line of a %s says from when to when it was bought', async (group, id, type) => {
  const { rows } = await runMapping(awsCur, [
    {
      ...base,
      ...id,
      'lineItem/LineItemType': type,
      [`${group}/StartTime`]: '2024-01-15T17:05:03.000Z',
      [`${group}/EndTime`]: '2027-01-14T17:05:02.000Z',
    },
  ])

  expect(rows[0]).toMatchObject({
    x_CommitmentStart: '2024-01-15T17:05:03.000Z',
    x_CommitmentEnd: '2027-01-14T17:05:02.000Z',
  })
})
