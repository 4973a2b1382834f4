import { expect, test } from 'vitest'
import type { TestBill, TestLine } from '../test-kit.ts'
import { verdictOf } from '../test-verdict.ts'
import { idleEndpoint } from './idle-11-endpoint.ts'

const endpoint: TestLine = {
  resource: 'arn:aws:sagemaker:us-east-1:1:endpoint/old',
  service: 'Amazon SageMaker',
  serviceCategory: 'AI and Machine Learning',
  resourceType: 'Endpoint',
  usageType: 'USE1-Host:ml.g5.xlarge',
  cost: '30',
  from: 40,
}
const data: TestLine = {
  ...endpoint,
  usageType: 'USE1-Hst:Data-Bytes-Out',
  unit: 'GB',
  quantity: 5,
  cost: '0.1',
}
const calls = (perHour: number) => [
  { resource: endpoint.resource ?? '', metric: 'invocations', value: () => perHour },
]

test.each<readonly [string, TestBill, string]>([
  ['no call in a month', { lines: [endpoint], metrics: calls(0) }, 'U 900.00'],
  ['no series, and no bytes on the bill', { lines: [endpoint] }, 'S 900.00'],
  [
    'no call on Vertex AI',
    {
      lines: [
        {
          ...endpoint,
          provider: 'gcp',
          service: 'Vertex AI',
          usageType: 'Online Prediction g2-standard-8',
          meter: 'Online Prediction g2-standard-8',
          resource: 'e-1',
        },
      ],
      metrics: [{ resource: 'e-1', metric: 'invocations', value: () => 0 }],
      inventory: [{ resource: 'e-1', type: 'endpoint', attributes: { instance_type: 'g2-standard-8' } }],
    },
    'U 900.00',
  ],
  ['calls', { lines: [endpoint], metrics: calls(3) }, 'not_worth_it'],
  ['no series, bytes on the bill', { lines: [endpoint, data] }, 'not_worth_it'],
  ['a week old', { lines: [{ ...endpoint, from: 6 }], metrics: calls(0) }, 'too_young'],
  ['gone', { lines: [{ ...endpoint, to: 9 }], metrics: calls(0) }, 'not_worth_it'],
])('%s', async (_, bill, verdict) => {
  expect(await verdictOf(idleEndpoint, bill)).toBe(verdict)
})
