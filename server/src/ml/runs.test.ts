import { expect, test } from 'vitest'
import type { Fact } from '../queries/fact-builder.ts'
import { answerMlRuns } from './runs.ts'
import { askOf, hourly, type TestBill } from './test-ask.ts'

const DAY = '2026-11-20'
const job = (name: string, more: Partial<Fact> = {}): Fact => ({
  day: DAY,
  service: 'Amazon SageMaker',
  service_category: 'AI and Machine Learning',
  usage_type: 'Train:ml.p4d.24xlarge',
  consumed_unit: 'Hours',
  consumed_quantity: '4',
  resource: `arn:aws:sagemaker:us-east-1:1:training-job/${name}`,
  resource_name: name,
  team: 'vision',
  billed: '80',
  ...more,
})
const machine = (id: string, tags: Readonly<Record<string, string>>, more: Partial<Fact> = {}): Fact =>
  job('x', {
    service: 'Amazon Elastic Compute Cloud',
    service_category: 'Compute',
    usage_type: 'BoxUsage:g5.12xlarge',
    resource: id,
    resource_name: id,
    tags: new Map(Object.entries(tags)),
    ...more,
  })

async function runs(bill: TestBill, runTags?: readonly string[]) {
  const { ask, lake, close } = await askOf(bill)
  const answer = await answerMlRuns(ask, new URLSearchParams(), lake, runTags)
  close()
  return answer
}

test('a run is what a tag names, else the job of the id; training without either is told apart', async () => {
  const {
    runs: found,
    withoutRun,
    count,
    cost,
  } = await runs({
    facts: [
      job('ranker-2026-11-20'),
      machine('i-1', { 'user:Run-ID': 'r-7', experiment: 'lr-sweep' }),
      machine('i-2', { 'run-id': 'r-7', experiment: 'lr-sweep' }),
      machine('train-box', { app: 'anything' }, { billed: '11' }),
    ],
  })
  expect(
    found.map(({ run, namedBy, experiment, cost: own, gpuHours }) => [
      run,
      namedBy,
      experiment,
      own,
      gpuHours,
    ]),
  ).toEqual([
    ['r-7', 'run-id', 'lr-sweep', '160', 32],
    ['ranker-2026-11-20', 'resource', null, '80', 32],
  ])
  expect([count, cost, withoutRun]).toEqual([2, '240', '11'])
})

test('the keys of the configuration go instead of the usual ones', async () => {
  const facts = [machine('train-1', { run: 'a', flight: 'b' })]
  expect((await runs({ facts }, ['Flight'])).runs.map(({ run }) => run)).toEqual(['b'])
})

test.each([
  ['Failed', 'failed'],
  ['JOB_STATE_SUCCEEDED', 'completed'],
  ['Stopped', 'stopped'],
  ['InProgress', 'running'],
  [undefined, 'unknown'],
])('an inventory that says %s: %s', async (state, expected) => {
  const fact = job('a')
  const answer = await runs({
    facts: [fact],
    inventory: state === undefined ? [] : [{ resource: fact.resource ?? '', type: 'training_job', state }],
  })
  expect(answer.runs[0]?.status).toBe(expected)
  expect(answer.failed).toEqual(expected === 'failed' ? { runs: 1, cost: '80' } : { runs: 0, cost: '0' })
  expect(answer.unknownStatus.runs).toBe(expected === 'unknown' ? 1 : 0)
})

test('another run of the same name on one day is a repeat; the next day it is none', async () => {
  const { repeated, runs: found } = await runs({
    facts: [
      job('asr-20-1'),
      job('asr-20-2', { billed: '5' }),
      job('asr-21-1', { day: '2026-11-21' }),
      job('tts-20-1'),
    ],
  })
  expect(repeated).toEqual({ runs: 1, cost: '5' })
  expect(found.filter(({ attempt }) => attempt > 1).map(({ run }) => run)).toEqual(['asr-20-2'])
})

test('what fell on idle GPUs, and how busy a run was', async () => {
  const fact = job('a')
  const { runs: found, idleCost } = await runs({
    facts: [fact],
    samples: hourly(fact.resource ?? '', DAY, [0, 90, 90, 90]),
  })
  expect(idleCost).toBe('20')
  expect(found[0]?.utilisation).toBeCloseTo(0.675)
})
