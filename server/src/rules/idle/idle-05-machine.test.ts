import { expect, test } from 'vitest'
import type { TestBill, TestLine, TestMetric } from '../test-kit.ts'
import { verdictOf } from '../test-verdict.ts'
import { idleMachine } from './idle-05-machine.ts'

const machine: TestLine = { resource: 'i-1', usageType: 'BoxUsage:m5.xlarge', cost: '4', from: 40 }
const series = (metric: string, value: (hour: number) => number, days = 32): TestMetric => ({
  resource: 'i-1',
  metric,
  value,
  days,
})
const quiet = [
  series('cpu_utilization', () => 1),
  series('network_in_bytes', () => 10_000),
  series('network_out_bytes', () => 10_000),
]
const [, ...network] = quiet

test.each<readonly [string, TestBill, string]>([
  ['neither CPU nor network for a month', { lines: [machine], metrics: quiet }, 'U 120.00'],
  [
    'a machine of Google Cloud',
    {
      lines: [
        {
          ...machine,
          provider: 'gcp',
          usageType: 'N2 Instance Core',
          meter: 'N2 Instance Core running in Americas',
          service: 'Compute Engine',
        },
      ],
      metrics: quiet,
      inventory: [{ resource: 'i-1', type: 'vm', attributes: { instance_type: 'n2-standard-4' } }],
    },
    'U 120.00',
  ],
  ['no metrics at all', { lines: [machine] }, 'no_metrics'],
  [
    'metrics of nine days',
    { lines: [machine], metrics: [series('cpu_utilization', () => 1, 9)] },
    'no_metrics',
  ],
  ['no series of its network', { lines: [machine], metrics: quiet.slice(0, 1) }, 'no_metrics'],
  [
    'idle but for a burst at night',
    {
      lines: [machine],
      metrics: [series('cpu_utilization', (hour) => (hour % 24 === 3 ? 90 : 1)), ...network],
    },
    'not_worth_it',
  ],
  [
    'a standby that receives its copy',
    { lines: [machine], metrics: [...quiet.slice(0, 1), series('network_in_bytes', () => 3e7)] },
    'not_worth_it',
  ],
  ['younger than the look-back', { lines: [{ ...machine, from: 9 }], metrics: quiet }, 'too_young'],
  ['gone for a week', { lines: [{ ...machine, to: 7 }], metrics: quiet }, 'not_worth_it'],
  [
    'a node of a cluster',
    { lines: [{ ...machine, tags: { 'eks:cluster-name': 'prod' } }], metrics: quiet },
    'not_worth_it',
  ],
  [
    'a busy GPU',
    {
      lines: [{ ...machine, usageType: 'BoxUsage:g5.xlarge' }],
      metrics: [...quiet, series('gpu_utilization', () => 60)],
    },
    'not_worth_it',
  ],
  [
    'a GPU without a series',
    { lines: [{ ...machine, usageType: 'BoxUsage:g5.xlarge' }], metrics: quiet },
    'no_metrics',
  ],
])('%s', async (_, bill, verdict) => {
  expect(await verdictOf(idleMachine, bill)).toBe(verdict)
})
