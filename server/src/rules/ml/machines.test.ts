import type { DuckDBConnection } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { loadPrices } from '../pricing/load-prices.ts'
import type { TestBill, TestLine, TestMetric } from '../test-kit.ts'
import { verdictOf } from '../test-verdict.ts'
import { notebookHours } from './ml-05-notebook-hours.ts'
import { gpuPacking } from './ml-07-gpu-packing.ts'
import { oldGpu } from './ml-08-old-gpu.ts'
import { trainingFileSystem } from './ml-11-file-system.ts'

const prepare = (connection: DuckDBConnection) => loadPrices(connection, { day: '2026-11-01' })
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const series = (
  resource: string,
  metric: string,
  value: (hour: number) => number,
  days = 32,
): TestMetric => ({ resource, metric, value, days })

const notebook: TestLine = {
  service: 'Amazon SageMaker',
  resource: 'nb',
  resourceType: 'Notebook Instance',
  usageType: 'Notebk:ml.t3.xlarge',
  cost: '1',
  hours: HOURS,
  from: 40,
}
const office = (hour: number) => (hour % 24 >= 9 && hour % 24 < 17 ? 40 : 1)

test.each<readonly [string, TestBill, string]>([
  // eight hours of work and one of waiting, of 24
  [
    'it works eight hours a day',
    { lines: [notebook], metrics: [series('nb', 'cpu_utilization', office)] },
    'U 450.00',
  ],
  ['it never works', { lines: [notebook], metrics: [series('nb', 'cpu_utilization', () => 1)] }, 'U 720.00'],
  ['without a series', { lines: [notebook] }, 'S 432.00'],
  [
    'it stops by itself',
    {
      lines: [notebook],
      inventory: [{ resource: 'nb', type: 'notebook', attributes: { idle_timeout_minutes: 60 } }],
    },
    'not_worth_it',
  ],
  ['somebody stops it at night', { lines: [{ ...notebook, hours: HOURS.slice(8, 20) }] }, 'not_worth_it'],
  [
    'it works day and night',
    { lines: [notebook], metrics: [series('nb', 'cpu_utilization', () => 50)] },
    'not_worth_it',
  ],
  ['of yesterday', { lines: [{ ...notebook, from: 1 }] }, 'too_young'],
])('a notebook: %s', async (_, bill, verdict) => {
  expect(await verdictOf(notebookHours, bill)).toBe(verdict)
})

const gpu = (id: string, more: Partial<TestLine> = {}): TestLine => ({
  resource: id,
  usageType: 'BoxUsage:g5.xlarge',
  cost: '1',
  hours: HOURS,
  from: 40,
  tags: { team: 'ml' },
  ...more,
})
const load = (id: string, busy: number, memory: number) => [
  series(id, 'gpu_utilization', () => busy),
  series(id, 'gpu_memory_utilization', () => memory),
  series(id, 'cpu_utilization', () => 5),
]

test.each<readonly [string, TestBill, string]>([
  // three of 720, one is enough
  [
    'three that are hardly used fit on one',
    {
      lines: ['a', 'b', 'c'].map((id) => gpu(id)),
      metrics: ['a', 'b', 'c'].flatMap((id) => load(id, 10, 20)),
    },
    'U 1440.00',
  ],
  [
    'their memories are full',
    { lines: [gpu('a'), gpu('b')], metrics: [...load('a', 5, 90), ...load('b', 5, 90)] },
    'not_worth_it',
  ],
  [
    'one of them is busy',
    { lines: [gpu('a'), gpu('b')], metrics: [...load('a', 5, 10), ...load('b', 80, 10)] },
    'not_worth_it',
  ],
  ['no series', { lines: [gpu('a'), gpu('b')] }, 'no_metrics'],
  ['one machine', { lines: [gpu('a')], metrics: load('a', 5, 5) }, 'nothing'],
])('GPU machines of one team: %s', async (_, bill, verdict) => {
  expect(await verdictOf(gpuPacking, bill)).toBe(verdict)
})

const old: TestLine = {
  resource: 'v100',
  usageType: 'BoxUsage:p3.2xlarge',
  cost: '3.06',
  hours: HOURS,
  from: 40,
}

test.each<readonly [string, TestBill, RegExp]>([
  [
    'a V100 whose memory would fit',
    { lines: [old], metrics: [series('v100', 'gpu_memory_utilization', () => 50)] },
    /^S 1499/,
  ],
  ['a V100 of which no more is known', { lines: [old] }, /^W [67]\d\d/],
  ['a new one', { lines: [gpu('a')] }, /^nothing$/],
  ['on spot', { lines: [{ ...old, usageType: 'SpotUsage:p3.2xlarge', pricing: 'Dynamic' }] }, /^nothing$/],
  ['where the catalogue knows no price', { lines: [{ ...old, region: 'af-south-1' }] }, /^price_unknown$/],
])('an old GPU: %s', async (_, bill, verdict) => {
  expect(await verdictOf(oldGpu, { ...bill, prepare })).toMatch(verdict)
})

const lustre: TestLine = {
  service: 'Amazon FSx',
  resource: 'fs-1',
  usageType: 'PersistentStorage:SSD-125',
  cost: '50',
}
const training: TestLine = {
  service: 'Amazon SageMaker',
  resource: 'job',
  name: 'job',
  usageType: 'Train:ml.p4d.24xlarge',
  cost: '9',
}
const clients = (count: number) => [{ resource: 'fs-1', type: 'file_system', attributes: { clients: count } }]

test.each<readonly [string, TestBill, string]>([
  ['nothing has it mounted', { lines: [lustre], inventory: clients(0) }, 'I 1410.00'],
  ['nothing trains in its account', { lines: [lustre] }, 'S 1200.00'],
  ['something has it mounted', { lines: [lustre], inventory: clients(3) }, 'not_worth_it'],
  ['something trains every day', { lines: [lustre, training] }, 'not_worth_it'],
  ['a week old', { lines: [{ ...lustre, from: 6 }] }, 'too_young'],
])('a training file system: %s', async (_, bill, verdict) => {
  expect(await verdictOf(trainingFileSystem, bill)).toBe(verdict)
})
