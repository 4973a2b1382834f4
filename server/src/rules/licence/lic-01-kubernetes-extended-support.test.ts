import { expect, test } from 'vitest'
import { judge, type TestLine } from '../test-kit.ts'
import { kubernetesSupport } from './lic-01-kubernetes-extended-support.ts'

const eks: TestLine = {
  service: 'Amazon Elastic Kubernetes Service',
  resource: 'arn:aws:eks:us-east-1:1:cluster/legacy',
  usageType: 'USE1-AmazonEKS-Hours:extendedSupport',
  operation: 'ExtendedSupport',
  cost: '12',
}

test('where the standard fee has a line of its own, all of the other is surcharge', async () => {
  const { findings } = await judge(kubernetesSupport, {
    lines: [
      eks,
      { ...eks, usageType: 'USE1-AmazonEKS-Hours:perCluster', operation: 'CreateOperation', cost: '2.4' },
    ],
  })
  expect(findings).toHaveLength(1)
  expect(findings[0]?.verdict.grade).toBe('P')
  expect(findings[0]?.verdict.savings).toMatchObject({ low: 360, expected: 360, high: 360 })
  expect(findings[0]?.candidate.monthly_cost).toMatch(/^360(\.0+)?$/)
  expect(findings[0]?.verdict.remediation.cli).toContain('--name legacy')
})

test.each([
  ['aws', eks],
  [
    'azure',
    {
      provider: 'azure',
      service: 'Azure Kubernetes Service',
      resource: '/subscriptions/1/aks/legacy',
      meter: 'Standard Long Term Support',
      cost: '12',
    },
  ],
  [
    'gcp',
    {
      provider: 'gcp',
      service: 'Kubernetes Engine',
      resource: '//container/clusters/legacy',
      meter: 'Extended Support Period Cluster Fee',
      cost: '12',
    },
  ],
] as const)('%s: where one line holds both, the standard fee stays', async (_, line: TestLine) => {
  const { findings } = await judge(kubernetesSupport, { lines: [line] })
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(300)
  expect(findings[0]?.verdict.savings.high).toBeLessThanOrEqual(360)
})

test.each([
  [
    'a cluster in standard support',
    { ...eks, usageType: 'USE1-AmazonEKS-Hours:perCluster', operation: 'CreateOperation' },
  ],
  [
    'extended support of a database',
    { ...eks, service: 'Amazon Relational Database Service', usageType: 'ExtendedSupport:Yr1-Yr2:MySQL5.7' },
  ],
  ['a day of it', { ...eks, from: 0 }],
] as const)('%s is no candidate', async (_, line: TestLine) => {
  const { findings, silences } = await judge(kubernetesSupport, { lines: [line] })
  expect([...findings, ...silences]).toEqual([])
})

test('a cluster that has been upgraded is not claimed', async () => {
  const { findings, silences } = await judge(kubernetesSupport, { lines: [{ ...eks, to: 5 }] })
  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe('not_worth_it')
})
