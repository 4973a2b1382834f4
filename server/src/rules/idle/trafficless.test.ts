import { expect, test } from 'vitest'
import type { TestBill, TestLine } from '../test-kit.ts'
import { verdictOf } from '../test-verdict.ts'
import { idleLoadBalancer } from './idle-06-load-balancer.ts'
import { idleNatGateway } from './idle-07-nat-gateway.ts'

const balancer: TestLine = {
  resource: 'lb-1',
  service: 'Elastic Load Balancing',
  usageType: 'LoadBalancerUsage',
  cost: '0.54',
}
const units = (quantity: number): TestLine => ({
  ...balancer,
  usageType: 'LCUUsage',
  unit: 'LCU-Hrs',
  quantity,
  cost: '0.01',
})
const seen = (resource: string, attributes: Readonly<Record<string, unknown>>) => [
  { resource, type: 'x', attributes },
]

test.each<readonly [string, TestBill, string]>([
  ['hours and no traffic', { lines: [balancer] }, 'S 16.20'],
  ['hours and next to no traffic', { lines: [balancer, units(0.1)] }, 'S 16.50'],
  ['nothing behind it', { lines: [balancer], inventory: seen('lb-1', { backends: 0 }) }, 'I 16.20'],
  [
    'a forwarding rule of Google Cloud',
    {
      lines: [
        {
          ...balancer,
          provider: 'gcp',
          usageType: 'Forwarding Rule',
          meter: 'Network Load Balancing: Forwarding Rule Minimum Service Charge',
        },
      ],
    },
    'S 16.20',
  ],
  [
    'rules of Azure',
    {
      lines: [
        {
          ...balancer,
          provider: 'azure',
          usageType: 'Load Balancer',
          meter: 'Standard Included LB Rules and Outbound Rules',
        },
      ],
    },
    'S 16.20',
  ],
  ['traffic', { lines: [balancer, units(12)] }, 'nothing'],
  ['something behind it', { lines: [balancer], inventory: seen('lb-1', { backends: 3 }) }, 'not_worth_it'],
  ['a week old', { lines: [{ ...balancer, from: 6 }] }, 'too_young'],
  ['gone', { lines: [{ ...balancer, to: 8 }] }, 'not_worth_it'],
])('a load balancer: %s', async (_, bill, verdict) => {
  expect(await verdictOf(idleLoadBalancer, bill)).toBe(verdict)
})

const gateway: TestLine = { resource: 'nat-1', usageType: 'NatGateway-Hours', cost: '1.08' }
const bytes = (quantity: number): TestLine => ({
  ...gateway,
  usageType: 'NatGateway-Bytes',
  unit: 'GB',
  quantity,
  cost: '0.01',
})

test.each<readonly [string, TestBill, string]>([
  ['hours and no bytes', { lines: [gateway] }, 'S 32.40'],
  [
    'a gateway of Azure without subnets',
    {
      lines: [{ ...gateway, provider: 'azure', usageType: 'NAT Gateway', meter: 'Standard Gateway' }],
      inventory: seen('nat-1', { subnets: 0 }),
    },
    'I 32.40',
  ],
  [
    'gateways without ids in an account without bytes',
    {
      lines: [
        { ...gateway, resource: null },
        { ...gateway, resource: null, usageType: 'EBS:VolumeUsage.gp3', cost: '9' },
      ],
    },
    'S 32.40',
  ],
  [
    'gateways without ids in an account with bytes',
    {
      lines: [
        { ...gateway, resource: null },
        { ...bytes(100), resource: null },
      ],
    },
    'nothing',
  ],
  ['less than a GB a month', { lines: [gateway, bytes(0.02)] }, 'S 32.70'],
  ['a hundred GB a day', { lines: [gateway, bytes(100)] }, 'nothing'],
  ['subnets behind it', { lines: [gateway], inventory: seen('nat-1', { subnets: 2 }) }, 'not_worth_it'],
])('a NAT gateway: %s', async (_, bill, verdict) => {
  expect(await verdictOf(idleNatGateway, bill)).toBe(verdict)
})
