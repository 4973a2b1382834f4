import { expect, test } from 'vitest'
import { judge, type TestLine } from '../test-kit.ts'
import { batchNodes } from './spot-02-batch-nodes.ts'
import { awsMachine, byHand, gcpMachine, somePrices } from './spot-test-bill.ts'

function emr(name: string, role: string | null, more: Partial<TestLine> = {}): TestLine {
  const roles: Record<string, string> =
    role === null ? {} : { 'aws:elasticmapreduce:instance-group-role': role }
  return awsMachine(`i-${name}`, {
    name,
    tags: { 'aws:elasticmapreduce:job-flow-id': 'j-1', ...roles },
    ...more,
  })
}

test('task nodes of EMR move whole, core and master nodes stay', async () => {
  const lines = [
    emr('etl-master-1', 'MASTER'),
    emr('etl-core-1', 'CORE'),
    emr('etl-task-1', 'TASK'),
    emr('etl-task-2', 'TASK'),
  ]
  const { findings } = await judge(batchNodes, { lines, prepare: somePrices })

  expect(findings).toHaveLength(1)
  expect(findings[0]?.candidate.resource_ids).toEqual(['i-etl-task-1', 'i-etl-task-2'])
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(byHand(276.48, 1, 0.02, 0.4, 0.03), 6)
  expect(findings[0]?.verdict.grade).toBe('S')
})

test('without a role only a part of the nodes is claimed', async () => {
  const lines = [emr('etl-1', null), emr('etl-2', null)]
  const { findings } = await judge(batchNodes, { lines, prepare: somePrices })

  expect(findings[0]?.verdict.savings.low).toBeCloseTo(byHand(276.48, 0.5, 0.08, 0.46, 0.08), 6)
  expect(findings[0]?.verdict.savings.expected).toBeCloseTo(byHand(276.48, 0.7, 0.02, 0.4, 0.03), 6)
})

test('secondary workers of Dataproc move, primary ones and the master stay', async () => {
  const tags = { 'goog-dataproc-cluster-name': 'fill' }
  const lines = ['fill-m', 'fill-w-0', 'fill-w-1', 'fill-sw-abcd', 'fill-sw-1'].map((name) =>
    gcpMachine(name, { tags }),
  )
  const { findings } = await judge(batchNodes, { lines, prepare: somePrices })

  expect(findings.flatMap(({ candidate }) => candidate.resource_ids)).toEqual([
    expect.stringContaining('fill-sw-1'),
    expect.stringContaining('fill-sw-abcd'),
  ])
})

test.each<[string, TestLine[]]>([
  ['core nodes alone', [emr('etl-core-1', 'CORE')]],
  [
    'the fee of EMR, which is no machine',
    [emr('x', 'TASK', { service: 'Amazon Elastic MapReduce', usageType: 'BoxUsage:m5.xlarge' })],
  ],
  [
    'task nodes on spot',
    [emr('etl-task-1', 'TASK', { pricing: 'Dynamic', usageType: 'SpotUsage:m5.xlarge' })],
  ],
  ['a machine without a job', [awsMachine('i-1', { name: 'shop' })]],
])('%s: no claim', async (_, lines) => {
  const { findings } = await judge(batchNodes, { lines, prepare: somePrices })
  expect(findings).toEqual([])
})

test('nodes whose cluster ended are not claimed', async () => {
  const { findings, silences } = await judge(batchNodes, {
    lines: [emr('etl-task-1', 'TASK', { to: 9 })],
    prepare: somePrices,
  })
  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe('not_worth_it')
})
