import { expect, test } from 'vitest'
import { judge, type TestLine } from '../test-kit.ts'
import { nodePools } from './spot-04-node-pools.ts'
import { awsMachine, byHand, gcpMachine, somePrices } from './spot-test-bill.ts'

function nodes(env: string, count = 3, more: Partial<TestLine> = {}): TestLine[] {
  return Array.from({ length: count }, (_, index) =>
    awsMachine(`i-${index}`, { name: `node-${index}`, tags: { 'eks:cluster-name': 'play', env }, ...more }),
  )
}

test('nodes of a cluster for development are a hypothesis that starts at nothing', async () => {
  const { findings } = await judge(nodePools, { lines: nodes('dev'), prepare: somePrices })

  const { candidate, verdict } = findings[0] ?? expect.fail('no finding')
  expect(Number(candidate.monthly_cost)).toBeCloseTo(414.72, 6)
  expect(verdict.grade).toBe('W')
  expect(verdict.savings.low).toBe(0)
  expect(verdict.savings.expected).toBeCloseTo(byHand(414.72, 0.5, 0.02, 0.4, 0.03), 6)
  expect(verdict.savings.high).toBeCloseTo(byHand(414.72, 0.7, 0, 0.34, 0.01), 6)
  expect(verdict.remediation.cli).toContain('--cluster-name play')
})

test('a cluster that runs on spot in part may have more of it, in production too', async () => {
  const spot = awsMachine('i-9', {
    name: 'node-9',
    pricing: 'Dynamic',
    usageType: 'SpotUsage:m5.xlarge',
    cost: '1.8432',
    tags: { 'eks:cluster-name': 'play', env: 'prod' },
  })
  const { findings } = await judge(nodePools, { lines: [...nodes('prod'), spot], prepare: somePrices })

  expect(findings[0]?.verdict.grade).toBe('S')
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(byHand(414.72, 0.4, 0.02, 0.4, 0.03), 6)
})

test('nodes of GKE are found by their label', async () => {
  const tags = { 'goog-k8s-cluster-name': 'lab', env: 'dev' }
  const lines = ['a', 'b', 'c'].map((name) => gcpMachine(`gke-lab-${name}`, { tags }))
  const { findings } = await judge(nodePools, { lines, prepare: somePrices })
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(byHand(432, 0.5, 0.05, 0.6, 0.04), 6)
})

test.each<[string, TestLine[], string]>([
  ['nodes of production', nodes('prod'), 'excluded'],
  ['two small nodes', nodes('dev', 2), 'below_materiality'],
  [
    'nodes of a database',
    nodes('dev', 3, { tags: { 'eks:cluster-name': 'play', env: 'dev', app: 'kafka' } }),
    'not_worth_it',
  ],
  ['nodes that are gone', nodes('dev', 4, { to: 6 }), 'not_worth_it'],
])('%s are left alone with a reason', async (_, lines, reason) => {
  const { findings, silences } = await judge(nodePools, { lines, prepare: somePrices })

  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe(reason)
})

test('the fee of a control plane is no node', async () => {
  const line: TestLine = {
    service: 'Amazon Elastic Kubernetes Service',
    resource: 'arn:cluster/play',
    usageType: 'USE1-AmazonEKS-Hours:perCluster',
    cost: '2.4',
    tags: { 'eks:cluster-name': 'play', env: 'dev' },
  }
  const { findings, silences } = await judge(nodePools, { lines: [line], prepare: somePrices })
  expect([...findings, ...silences]).toEqual([])
})
