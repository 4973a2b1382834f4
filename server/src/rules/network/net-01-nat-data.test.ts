import { expect, test } from 'vitest'
import { judge, type TestLine } from '../test-kit.ts'
import { natData } from './net-01-nat-data.ts'

/** 100 GB a day at 0.045: 135 a month. */
const AWS: TestLine = {
  service: 'Amazon Virtual Private Cloud',
  resource: null,
  usageType: 'NatGateway-Bytes',
  unit: 'GB',
  quantity: 100,
  cost: '4.5',
}

test.each<[string, TestLine]>([
  ['AWS', AWS],
  ['AWS in Ireland', { ...AWS, usageType: 'EU-NatGateway-Bytes', region: 'eu-west-1' }],
  [
    'Azure',
    {
      resource: '/subscriptions/s/resourcegroups/r/providers/microsoft.network/natgateways/n',
      provider: 'azure',
      service: 'NAT Gateway',
      meter: 'Standard Data Processed',
      unit: '1 GB',
      quantity: 100,
      cost: '4.5',
    },
  ],
  [
    'Google Cloud',
    {
      resource: null,
      provider: 'gcp',
      service: 'Networking',
      description: 'Networking Cloud Nat Data Processing',
      unit: 'gibibyte',
      quantity: 100,
      cost: '4.5',
    },
  ],
])('bytes through a NAT gateway of %s are a hypothesis that starts at nothing', async (_, line) => {
  const { findings } = await judge(natData, { lines: [line] })

  expect(findings).toHaveLength(1)
  const { candidate, verdict } = findings[0] ?? expect.fail('no finding')
  expect(candidate.resource_ids).toEqual([])
  expect(verdict.grade).toBe('W')
  expect(verdict.savings).toEqual({ low: 0, expected: expect.closeTo(54, 6), high: expect.closeTo(108, 6) })
  expect(verdict.facts['gigabytes']).toBe(3000)
})

test('gateways of one account and region are one card', async () => {
  const lines = ['nat-1', 'nat-2'].map((resource) => ({ ...AWS, resource }))
  const { findings } = await judge(natData, { lines })
  expect(findings.map(({ candidate }) => Number(candidate.monthly_cost))).toEqual([expect.closeTo(270, 6)])
})

test('an endpoint for S3 in the inventory says that storage goes another way', async () => {
  const inventory = [
    {
      resource: 'arn:aws:ec2:us-east-1:account-1:vpc-endpoint/vpce-1',
      type: 'vpc_endpoint',
      attributes: { service: 'com.amazonaws.us-east-1.s3' },
    },
  ]
  const { findings, silences } = await judge(natData, { lines: [AWS], inventory })

  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe('not_worth_it')
})

test.each<[string, TestLine, string]>([
  ['a trickle', { ...AWS, quantity: 10, cost: '0.45' }, 'below_materiality'],
  ['bytes of a week', { ...AWS, from: 6, cost: '20' }, 'too_young'],
  ['bytes that ended', { ...AWS, to: 6 }, 'not_worth_it'],
])('%s are left alone with a reason', async (_, line, reason) => {
  const { findings, silences } = await judge(natData, { lines: [line] })
  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe(reason)
})

test.each<[string, TestLine]>([
  ['hours of a gateway', { ...AWS, usageType: 'NatGateway-Hours', unit: 'Hours' }],
  ['log data processed', { ...AWS, service: 'AmazonCloudWatch', usageType: 'DataProcessing-Bytes' }],
  ['bytes between zones', { ...AWS, usageType: 'DataTransfer-Regional-Bytes' }],
])('%s are no candidate', async (_, line) => {
  const { findings, silences } = await judge(natData, { lines: [line] })
  expect([...findings, ...silences]).toEqual([])
})
