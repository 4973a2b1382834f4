import type { DuckDBConnection } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { loadPrices } from '../pricing/load-prices.ts'
import { judge, type TestBill, type TestLine } from '../test-kit.ts'
import { verdictOf } from '../test-verdict.ts'
import { managedSpotTraining } from './ml-01-managed-spot-training.ts'
import { gcpSpotTraining } from './ml-02-gcp-spot-training.ts'
import { azureLowPriority } from './ml-03-azure-low-priority.ts'
import { tpu } from './ml-15-tpu.ts'

const prepare = (connection: DuckDBConnection) => loadPrices(connection, { day: '2026-11-01' })
const job: TestLine = {
  service: 'Amazon SageMaker',
  resource: 'arn:aws:sagemaker:us-east-1:1:training-job/refit-2026-10-01',
  name: 'refit-2026-10-01',
  usageType: 'USE1-Train:ml.p4d.24xlarge',
  cost: '100',
  quantity: 4,
}
const onSpot: TestLine = {
  ...job,
  resource: 'arn:aws:sagemaker:us-east-1:1:training-job/sweep-1',
  name: 'sweep-1',
  usageType: 'USE1-TrSpt:ml.p4d.24xlarge',
  pricing: 'Dynamic',
  cost: '40',
}

test('training beside spot training of the same type saves what that pays less, but for work done twice', async () => {
  const { findings } = await judge(managedSpotTraining, { lines: [job, onSpot], prepare })
  const verdict = findings[0]?.verdict
  expect(findings).toHaveLength(1)
  expect(verdict?.factors.find(({ name }) => name.startsWith('spot price'))?.expected).toBeCloseTo(0.4)
  // 3000 × 0.95 × (1 − 0.4 × (1 + work done twice))
  const again = verdict?.factors.find(({ name }) => name === 'work done twice')?.expected ?? 0
  expect(again).toBeGreaterThanOrEqual(0.06)
  expect(verdict?.savings.expected).toBeCloseTo(3000 * 0.95 * (1 - 0.4 * (1 + again)))
  expect(verdict?.grade).toBe('S')
})

const runs = (day: number): TestLine => ({
  ...job,
  resource: `${job.resource}-${day}`,
  name: `refit-2026-10-${day}`,
  from: day,
  to: day,
})

test('runs of one job by date are one card', async () => {
  const { findings } = await judge(managedSpotTraining, { lines: [runs(1), runs(2), runs(3)], prepare })
  expect(findings).toHaveLength(1)
  expect(findings[0]?.candidate.resource_ids).toHaveLength(3)
})

const vertex: TestLine = {
  provider: 'gcp',
  service: 'Vertex AI',
  resource: null,
  usageType: 'Custom Training a2-highgpu-1g',
  meter: 'Custom Training a2-highgpu-1g',
  region: 'us-central1',
  cost: '100',
}
const nodes: TestLine = {
  provider: 'azure',
  service: 'Azure Machine Learning',
  resource:
    '/subscriptions/s/resourcegroups/g/providers/microsoft.machinelearningservices/workspaces/w/computes/nightly',
  name: 'nightly',
  usageType: 'Azure Machine Learning',
  meter: 'NC24ads A100 v4',
  cost: '40',
  quantity: 10,
  region: 'eastus',
}
const cluster = (attributes: Readonly<Record<string, unknown>>) => [
  {
    resource: nodes.resource ?? '',
    type: 'training_cluster',
    attributes: { instance_type: 'Standard_NC24ads_A100_v4', max_nodes: 2, ...attributes },
  },
]
const pod: TestLine = {
  provider: 'gcp',
  service: 'Cloud TPU',
  resource: '//tpu.googleapis.com/projects/p/locations/l/nodes/n',
  usageType: 'ct5lp-hightpu',
  meter: 'TPU v5e chip hour',
  cost: '100',
}

test.each<readonly [string, typeof tpu, TestBill, RegExp]>([
  ['SageMaker without spot', managedSpotTraining, { lines: [job] }, /^S /],
  ['Vertex AI without spot', gcpSpotTraining, { lines: [vertex] }, /^S /],
  [
    'a GPU machine whose name says training',
    gcpSpotTraining,
    {
      lines: [
        {
          ...vertex,
          service: 'Compute Engine',
          resource: 'vm',
          name: 'train-1',
          usageType: 'A2 Instance Core',
          meter: 'Nvidia Tesla A100 GPU running in Americas',
        },
      ],
      inventory: [{ resource: 'vm', type: 'vm', attributes: { instance_type: 'a2-highgpu-1g' } }],
    },
    /^S /,
  ],
  [
    'a cluster of dedicated nodes',
    azureLowPriority,
    { lines: [nodes], inventory: cluster({ vm_priority: 'Dedicated' }) },
    /^S /,
  ],
  ['a TPU on demand', tpu, { lines: [pod] }, /^S /],
  ['spot already', managedSpotTraining, { lines: [onSpot] }, /^nothing$/],
  [
    'an endpoint',
    managedSpotTraining,
    { lines: [{ ...job, usageType: 'USE1-Host:ml.p4d.24xlarge' }] },
    /^nothing$/,
  ],
  ['next to nothing', managedSpotTraining, { lines: [{ ...job, cost: '0.5' }] }, /^below_materiality$/],
  ['a job of last month', managedSpotTraining, { lines: [{ ...job, to: 25 }] }, /^not_worth_it$/],
  [
    'Vertex prediction',
    gcpSpotTraining,
    { lines: [{ ...vertex, usageType: 'Online Prediction', meter: 'Online Prediction' }] },
    /^nothing$/,
  ],
  [
    'low priority already',
    azureLowPriority,
    { lines: [nodes], inventory: cluster({ vm_priority: 'LowPriority' }) },
    /^nothing$/,
  ],
  [
    'a compute instance of a person',
    azureLowPriority,
    { lines: [{ ...nodes, resourceType: 'Compute instance' }], inventory: cluster({}) },
    /^nothing$/,
  ],
  ['a preemptible TPU', tpu, { lines: [{ ...pod, meter: 'TPU v5e chip hour preemptible' }] }, /^nothing$/],
])('%s', async (_, rule, bill, verdict) => {
  expect(await verdictOf(rule, { ...bill, prepare })).toMatch(verdict)
})
