import type { CollectFault, CollectProgress, CollectRun, CollectState } from '@outlay/shared/collect'
import { describe, expect, test } from 'vitest'
import {
  durationText,
  faultText,
  nextRunText,
  progressFacts,
  readTexts,
  requestsText,
  sourceWord,
  stageText,
  tookText,
  windowsText,
} from './words.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
const progress: CollectProgress = {
  id: 'r',
  trigger: 'person',
  startedAt: '2026-11-23T11:59:00Z',
  part: 'costs',
  title: 'Costs',
  window: '2026-10',
  stage: 'reading',
  pages: 2,
  rows: 1204,
  billed: { USD: '12.5', EUR: '3' },
  windowsDone: 3,
  windowsOf: 13,
  etaSeconds: 130,
  text: null,
}
const fault: CollectFault = {
  kind: 'not_enabled',
  message: 'It is off [OptIn]. Needed: ce:Get. See docs/operations.md#collect-not-enabled.',
  vendorCode: 'OptIn',
  grant: 'ce:Get',
  help: 'collect-not-enabled',
}
const part = {
  part: 'costs',
  title: 'Costs',
  kind: 'costs',
  published: 1,
  unchanged: 0,
  empty: 0,
  held: 0,
  failed: 0,
  rows: 10,
  fault: null,
}
const run: CollectRun = {
  id: 'r',
  trigger: 'person',
  startedAt: '2026-11-23T11:00:00Z',
  endedAt: '2026-11-23T11:03:10Z',
  state: 'ok',
  rows: 10,
  rowsApplied: 10,
  billed: { USD: '12.5' },
  requests: 3,
  freeRequests: 2,
  requestCost: '0.03',
  parts: [part],
  fault: null,
}
const source: CollectState = {
  id: 'payer',
  type: 'aws-cost-explorer',
  title: 'AWS Cost Explorer',
  schedule: null,
  nextRunAt: null,
  running: null,
  runs: [run],
}

test.each([
  { case: 'by hand only', patch: {}, text: 'when somebody asks for it' },
  { case: 'later', patch: { nextRunAt: '2026-11-24T05:22:00Z' }, text: '24 Nov 2026, 05:22 UTC' },
  { case: 'due', patch: { nextRunAt: '2026-11-23T11:59:00Z' }, text: 'within a minute' },
  { case: 'on its way', patch: { running: progress }, text: 'after the run that is on its way' },
])('the next run: $case', ({ patch, text }) => {
  expect(nextRunText({ ...source, ...patch }, NOW)).toBe(text)
})

test.each([
  { patch: {}, word: { word: 'ok', tone: 'good' } },
  { patch: { runs: [] }, word: { word: 'never collected', tone: 'quiet' } },
  { patch: { running: progress }, word: { word: 'collecting', tone: 'quiet' } },
  { patch: { runs: [{ ...run, state: 'failed', fault }] }, word: { word: 'failed', tone: 'critical' } },
  {
    patch: { runs: [{ ...run, parts: [part, { ...part, fault }] }] },
    word: { word: 'ok in part', tone: 'warning' },
  },
] as const)('a source is $word.word', ({ patch, word }) => {
  expect(sourceWord({ ...source, ...patch })).toEqual(word)
})

describe('a run on its way', () => {
  test('tells its stage, pages, rows, money of each currency, windows and the time left', () => {
    expect(stageText(progress)).toBe('Costs: reading 2026-10')
    expect(progressFacts(progress)).toBe(
      '2 pages · 1,204 rows · $12.50 billed · €3.00 billed · 3 of 13 windows · about 2 min left for this part',
    )
  })

  test('before its first window tells no more than it knows', () => {
    const begun = { ...progress, title: '', window: '', pages: 0, rows: 0, billed: {}, windowsOf: 0 }

    expect(stageText(begun)).toBe('Starting')
    expect(progressFacts({ ...begun, etaSeconds: null })).toBe('0 rows')
  })

  test('adds what the collector says of itself', () => {
    expect(progressFacts({ ...progress, text: 'reads 3 GiB' })).toMatch(/ · reads 3 GiB$/)
  })
})

test.each([
  [0.2, '1 s'],
  [89, '89 s'],
  [90, '2 min'],
  [3_590, '1 h'],
  [7_500, '2 h 5 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text)
})

test('a run that its process did not survive took no known time', () => {
  expect(tookText(run)).toBe('3 min')
  expect(tookText({ ...run, endedAt: null })).toBeNull()
})

test.each([
  { case: 'rows and money', patch: {}, texts: ['10 rows', '$12.50'] },
  {
    case: 'nothing new',
    patch: { rows: 0, billed: {}, parts: [{ ...part, published: 0, unchanged: 3, rows: 0 }] },
    texts: ['nothing new'],
  },
  {
    case: 'what was there already',
    patch: { parts: [{ ...part, published: 0, unchanged: 2 }] },
    texts: ['nothing new'],
  },
  {
    case: 'what waits to be accepted',
    patch: { parts: [{ ...part, published: 0, held: 1 }] },
    texts: ['10 rows', '$12.50'],
  },
  { case: 'cut off', patch: { endedAt: null, rows: 0 }, texts: ['unknown'] },
  { case: 'a fault', patch: { rows: 0, billed: {}, parts: [], fault }, texts: ['0 rows'] },
])('what a run read: $case', ({ patch, texts }) => {
  expect(readTexts({ ...run, ...patch })).toEqual(texts)
})

test.each([
  [3, 2, '3 paid, 2 free'],
  [3, 0, '3 paid'],
  [0, 2, '2 free'],
])('%d paid and %d free requests', (requests, freeRequests, text) => {
  expect(requestsText({ ...run, requests, freeRequests })).toBe(text)
})

test('what came of the windows of a part', () => {
  expect(windowsText({ ...part, published: 3, unchanged: 10, held: 1, failed: 2 })).toBe(
    '3 in, 10 unchanged, 1 held, 2 failed',
  )
  expect(windowsText({ ...part, published: 0 })).toBe('nothing to read')
})

test('a fault does not repeat in its sentence what stands beside it', () => {
  expect(faultText(fault)).toBe('It is off.')
  expect(faultText({ ...fault, vendorCode: null, grant: null, message: 'The disk is full.' })).toBe(
    'The disk is full.',
  )
})
