import type { SourceState } from '@outlay/shared/api'
import { expect, test } from 'vitest'
import { troubledSources } from '../../components/layout/freshness.tsx'
import { sourcesSentence } from './sources-answer.tsx'

const source = (
  id: string,
  state: SourceState['state'],
  dataThrough: string | null = '2026-11-18',
): SourceState => ({
  id,
  provider: 'aws',
  billingAccount: '1',
  billingAccountName: null,
  grain: 'resource',
  state,
  dataFrom: '2026-01-01',
  dataThrough,
  lastImportAt: null,
  rows: 1,
  message: null,
})

test.each([
  { sources: [], sentence: 'No bill has been loaded yet.' },
  {
    sources: [source('a', 'ok'), source('b', 'ok')],
    sentence: 'Data is complete through 18 Nov 2026; all 2 sources are up to date.',
  },
  {
    sources: [source('a', 'ok'), source('b', 'late', '2026-11-15'), source('c', 'failed', null)],
    sentence: 'Data is complete through 18 Nov 2026; b is late, with data through 15 Nov 2026; c is failed.',
  },
])('$sentence', ({ sources, sentence }) => {
  expect(sourcesSentence({ sources, dataThrough: '2026-11-18' })).toBe(sentence)
})

test('the badge counts what is in trouble', () => {
  expect(troubledSources({ sources: [source('a', 'ok')] })).toBe('')
  expect(troubledSources({ sources: [source('a', 'late')] })).toBe('1 source late')
  expect(
    troubledSources({ sources: [source('a', 'failed'), source('b', 'failed'), source('c', 'late')] }),
  ).toBe('2 sources failed, 1 late')
})
