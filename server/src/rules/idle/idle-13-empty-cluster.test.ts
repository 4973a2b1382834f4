import { expect, test } from 'vitest'
import type { TestBill, TestLine } from '../test-kit.ts'
import { verdictOf } from '../test-verdict.ts'
import { emptyCluster } from './idle-13-empty-cluster.ts'

const cluster: TestLine = {
  resource: 'arn:aws:eks:us-east-1:1:cluster/spike',
  service: 'Amazon Elastic Kubernetes Service',
  usageType: 'USE1-AmazonEKS-Hours:perCluster',
  cost: '2.4',
}
const machine: TestLine = { resource: 'i-1', usageType: 'BoxUsage:m5.large', cost: '2' }
const plan: TestLine = {
  provider: 'azure',
  resource: '/subscriptions/s/asp',
  usageType: 'Azure App Service',
  meter: 'P2 v3 App',
  cost: '8',
}
const seen = (resource: string, type: string, attributes: Readonly<Record<string, unknown>>) => [
  { resource, type, attributes },
]

test.each<readonly [string, TestBill, string]>([
  ['a cluster in an account without machines', { lines: [cluster] }, 'S 72.00'],
  [
    'a cluster whose inventory has no nodes',
    {
      lines: [cluster, machine],
      inventory: seen(cluster.resource ?? '', 'kubernetes_cluster', { nodes: 0 }),
    },
    'I 72.00',
  ],
  [
    'a plan without apps',
    { lines: [plan], inventory: seen('/subscriptions/s/asp', 'app_service_plan', { apps: 0 }) },
    'I 240.00',
  ],
  ['machines in its account that may be its nodes', { lines: [cluster, machine] }, 'no_inventory'],
  [
    'a cluster with nodes',
    { lines: [cluster], inventory: seen(cluster.resource ?? '', 'kubernetes_cluster', { nodes: 4 }) },
    'not_worth_it',
  ],
  ['a cluster of last week', { lines: [{ ...cluster, from: 5 }] }, 'too_young'],
])('%s', async (_, bill, verdict) => {
  expect(await verdictOf(emptyCluster, bill)).toBe(verdict)
})
