import { expect, test } from 'vitest'
import { awsCur } from './aws-cur.ts'
import { type MappedRow, plainNumber, type RawRow, runMapping } from './support/run-mapping.ts'

const cur2 = {
  bill_payer_account_id: '111122223333',
  bill_payer_account_name: 'Payer',
  bill_billing_period_start_date: '2026-07-01T00:00:00.000Z',
  bill_billing_period_end_date: '2026-08-01T00:00:00.000Z',
  line_item_usage_account_id: '444455556666',
  line_item_usage_account_name: 'ml-prod',
  line_item_line_item_type: 'Usage',
  line_item_usage_start_date: '2026-07-03T04:00:00.000Z',
  line_item_usage_end_date: '2026-07-03T05:00:00.000Z',
  line_item_product_code: 'AmazonEC2',
  line_item_usage_type: 'BoxUsage:m5.xlarge',
  line_item_resource_id: 'i-0abc',
  line_item_usage_amount: '1',
  line_item_currency_code: 'USD',
  line_item_unblended_cost: '0.192',
  line_item_unblended_rate: '0.192',
  line_item_blended_cost: '0.19',
  product: '{"product_name":"Amazon Elastic Compute Cloud","region":"us-east-1","vcpu":"4"}',
  product_instance_type: 'm5.xlarge',
  product_region_code: '',
  product_sku: 'ABC',
  pricing_rate_code: 'ABC.JRT',
  pricing_unit: 'Hrs',
  pricing_public_on_demand_cost: '0.192',
  resource_tags: '{"user_team":"ml"}',
  cost_category: '{"division":"research"}',
  split_line_item_parent_resource_id: '',
  split_line_item_split_cost: '',
  split_line_item_unused_cost: '',
} satisfies RawRow

test('CUR 2.0: maps, names and product attributes', async () => {
  const { rows } = await runMapping(awsCur, [cur2])

  expect(rows[0]).toMatchObject({
    BillingAccountName: 'Payer',
    SubAccountName: 'ml-prod',
    ServiceName: 'Amazon Elastic Compute Cloud',
    ServiceCategory: 'Compute',
    RegionId: 'us-east-1',
    RegionName: 'US East (N. Virginia)',
    ResourceType: 'instance',
    Tags: '{"user_team":"ml"}',
    x_CostCategories: '{"division":"research"}',
    SkuPriceDetails: '{"CoreCount":"4","InstanceType":"m5.xlarge"}',
  })
})

test('legacy: a column a tag, keys keep their prefix, empty values are left out', async () => {
  const { rows } = await runMapping(awsCur, [
    {
      'bill/PayerAccountId': '1',
      'bill/BillingPeriodStartDate': '2026-07-01T00:00:00Z',
      'lineItem/LineItemType': 'Usage',
      'lineItem/UsageStartDate': '2026-07-03T04:00:00Z',
      'lineItem/UnblendedCost': '4.0E-7',
      'lineItem/CurrencyCode': 'USD',
      'lineItem/ProductCode': 'AmazonS3',
      'lineItem/AvailabilityZone': 'eu-central-1a',
      'resourceTags/user:Team': 'ml',
      'resourceTags/aws:createdBy': '',
      'costCategory/OUs': 'Research',
      'costCategory/CostCenter': '',
    },
  ])

  expect(rows[0]).toMatchObject({
    BilledCost: '4.0E-7',
    Tags: '{"user:Team":"ml"}',
    x_CostCategories: '{"OUs":"Research"}',
    x_OrgUnit: 'Research',
    RegionId: 'eu-central-1',
    ServiceName: 'Amazon Simple Storage Service',
    ServiceCategory: 'Storage',
    ListCost: null,
  })
})

const pod = (name: string, split: string, unused: string): RawRow => ({
  ...cur2,
  line_item_resource_id: `arn:aws:eks:us-east-1:444455556666:pod/${name}`,
  line_item_product_code: 'AmazonEKS',
  line_item_usage_type: 'EKS-EC2-vCPU-Hours',
  line_item_unblended_cost: '0',
  pricing_public_on_demand_cost: '0',
  split_line_item_parent_resource_id: 'i-0abc',
  split_line_item_split_cost: split,
  split_line_item_unused_cost: unused,
})

test('split cost allocation: pods take the cost of their instance over', async () => {
  // 0.1 + 0.02 and 0.06 + 0.012 are the 0.192 of the instance.
  const { rows } = await runMapping(awsCur, [cur2, pod('a', '0.1', '0.02'), pod('b', '0.06', '0.012')])

  expect(rows.map(costs)).toEqual([
    ['0', '0', '0', '0'],
    ['0.12', '0.12', '0.12', '0.12'],
    ['0.072', '0.072', '0.072', '0.072'],
  ])
  expect(rows[1]).toMatchObject({
    ResourceId: 'i-0abc',
    AllocatedResourceId: 'arn:aws:eks:us-east-1:444455556666:pod/a',
    AllocatedMethodId: 'aws-split-cost-allocation',
  })
})

test('split cost allocation: an hour is the same hour however the report writes it', async () => {
  const written = { ...cur2, line_item_usage_start_date: '2026-07-03 04:00:00' }
  const { rows } = await runMapping(awsCur, [written, pod('a', '0.192', '0')])

  expect(rows.map((row) => plainNumber(row['BilledCost']))).toEqual(['0', '0.192'])
})

test('split cost allocation under a Savings Plan: effective cost moves, nothing was billed', async () => {
  const covered = {
    ...cur2,
    line_item_line_item_type: 'SavingsPlanCoveredUsage',
    savings_plan_savings_plan_a_r_n: 'arn:aws:savingsplans::1:savingsplan/x',
    savings_plan_savings_plan_effective_cost: '0.12',
  }
  const header = Object.keys(covered)
  // The plan's 0.12 are split 2 : 1; on demand it would be 0.192, 0.128 and 0.064 of it.
  const { rows } = await runMapping(
    awsCur,
    [covered, pod('a', '0.08', '0'), pod('b', '0.03', '0.01')],
    header,
  )

  expect(rows.map(costs)).toEqual([
    ['0', '0', '0', '0'],
    ['0', '0.08', '0.128', '0.128'],
    ['0', '0.04', '0.064', '0.064'],
  ])
})

test('what rounding leaves stays on the instance, so that totals are exact', async () => {
  const { rows } = await runMapping(awsCur, [
    { ...cur2, line_item_unblended_cost: '0.1', pricing_public_on_demand_cost: '0.3' },
    pod('a', '0.0333333333', '0'),
    pod('b', '0.0333333333', '0'),
    pod('c', '0.0333333333', '0'),
  ])

  expect(total(rows, 'EffectiveCost')).toBe('0.1')
  expect(total(rows, 'BilledCost')).toBe('0.1')
  expect(total(rows, 'ListCost')).toBe('0.3')
  expect(plainNumber(rows[0]?.['EffectiveCost'])).toBe('0.0000000001')
})

test('a pod whose instance is elsewhere counts nothing', async () => {
  const { rows } = await runMapping(awsCur, [pod('a', '0.1', '0')])

  expect(rows.map(costs)).toEqual([['0', '0', '0', '0']])
})

test('data transfer of an instance is not what its pods share', async () => {
  const transfer = { ...cur2, line_item_usage_type: 'DataTransfer-Out-Bytes', line_item_unblended_cost: '5' }
  const { rows } = await runMapping(awsCur, [transfer, cur2, pod('a', '0.192', '0')])

  expect(rows.map((row) => plainNumber(row['BilledCost']))).toEqual(['5', '0', '0.192'])
})

test.each([
  ['SpotUsage:m5.xlarge', '', 'Dynamic'],
  ['BoxUsage:m5.xlarge', 'Spot Instances', 'Dynamic'],
  ['BoxUsage:m5.xlarge', '', 'Standard'],
])('%s %s is priced %s', async (usageType, option, category) => {
  const { rows } = await runMapping(awsCur, [
    { ...cur2, line_item_usage_type: usageType, pricing_purchase_option: option },
  ])

  expect(rows[0]?.['PricingCategory']).toBe(category)
})

function costs(row: MappedRow): (string | null)[] {
  return ['BilledCost', 'EffectiveCost', 'ContractedCost', 'ListCost'].map((name) => plainNumber(row[name]))
}

/** Exact for amounts of up to 14 decimals. */
function total(rows: readonly MappedRow[], name: string): string {
  const units = rows.map((row) => {
    const [whole = '0', fraction = ''] = (row[name] ?? '0').split('.')
    return BigInt(whole + fraction.padEnd(14, '0'))
  })
  const sum = units
    .reduce((a, b) => a + b, 0n)
    .toString()
    .padStart(15, '0')
  return plainNumber(`${sum.slice(0, -14)}.${sum.slice(-14)}`) ?? ''
}
