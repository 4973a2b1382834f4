import { expect, test } from 'vitest'
import { collect } from './collect-part-of.ts'
import { awsUtilization } from './index.ts'
import { over, product } from './test-world.ts'

test('findings of Compute Optimizer take its first option', async () => {
  const { run, error } = await collect('compute-optimizer', {
    computeOptimizer: {
      GetEC2InstanceRecommendations: [over, { ...over, finding: 'OPTIMIZED' }],
      GetIdleRecommendations: [
        {
          resourceArn: 'arn:aws:ec2:us-east-1:1:volume/vol-1',
          resourceType: 'EBSVolume',
          finding: 'Unattached',
          savingsOpportunity: { estimatedMonthlySavings: { currency: 'USD', value: 8 } },
        },
      ],
    },
  })

  expect(error).toBeNull()
  expect(run.rows).toMatchObject([
    {
      finding_id: `ec2_instance/${over.instanceArn}`,
      resource_id: 'i-0abc',
      state: 'OVER_PROVISIONED',
      currency: 'USD',
      monthly_savings: '70.08',
      generated_at: '2026-07-18T05:00:00.123Z',
      details: {
        current: { currentInstanceType: 'm5.xlarge' },
        recommended: { instanceType: 'm5.large' },
        savings_percentage: 50,
      },
    },
    {
      finding_type: 'idle',
      state: 'Unattached',
      monthly_savings: '8',
      resource_id: 'arn:aws:ec2:us-east-1:1:volume/vol-1',
    },
  ])
})

test('findings of the hub keep their name when they are refreshed', async () => {
  const item = {
    recommendationId: 'r1',
    accountId: '123456789012',
    region: 'us-east-1',
    resourceArn: 'arn:i-1',
    resourceId: 'i-1',
    currentResourceType: 'Ec2Instance',
    estimatedMonthlySavings: 70.08,
    estimatedMonthlyCost: 140.16,
    currencyCode: 'USD',
    actionType: 'PurchaseSavingsPlans',
    lastRefreshTimestamp: 1784350800,
  }
  const first = await collect('cost-optimization-hub', { hub: [item] })
  const next = await collect('cost-optimization-hub', { hub: [{ ...item, recommendationId: 'r2' }] })

  expect(first.run.rows).toMatchObject([
    {
      finding_type: 'purchase_savings_plans',
      monthly_cost: '140.16',
      monthly_savings: '70.08',
      resource_id: 'i-1',
    },
  ])
  expect(next.run.rows).toEqual(first.run.rows)
})

test('prices are those on demand and of reservations without upfront payment', async () => {
  const { run, error } = await collect('prices', { products: [product] }, { key: 'ec2-linux us-east-1' })

  expect(error).toBeNull()
  expect(run.rows).toMatchObject([
    {
      sku_id: 'ABC',
      service: 'AmazonEC2',
      region: 'us-east-1',
      resource_type: 'm5.large',
      model: 'on_demand',
      unit: 'Hrs',
      tier_start: '0',
      currency: 'USD',
      price: '0.096',
      as_of: '2026-11-20',
      attributes: { vcpu: '2' },
    },
    { model: 'commitment_1y', price: '0.0605' },
  ])
})

test('a price list has a window for each region, read once a week', async () => {
  const { run, settings } = await collect(
    'prices',
    { products: [product] },
    { key: 'ebs us-east-1', settings: { regions: ['us-east-1', 'eu-west-1'] } },
  )
  const part = awsUtilization.parts.find(({ id }) => id === 'prices')

  const windows = (await part?.windows(settings, run.plan)) ?? []

  expect(windows.map(({ key }) => key)).toEqual([
    'ec2-linux us-east-1',
    'ec2-linux eu-west-1',
    'ebs us-east-1',
    'ebs eu-west-1',
    'sagemaker us-east-1',
    'sagemaker eu-west-1',
  ])
  expect(windows.every(({ version }) => version !== undefined)).toBe(true)
})
