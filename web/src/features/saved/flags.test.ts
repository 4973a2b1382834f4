import type { Annotation } from '@outlay/shared/saved'
import { expect, test } from 'vitest'
import type { ChartModel } from '../../components/charts/chart-model.ts'
import { withFlags } from './flags.ts'

const WEEKS: ChartModel = {
  granularity: 'weekly',
  periods: ['2026-11-02', '2026-11-09', '2026-11-16'],
  series: [],
  totals: [],
  wholeIndex: 0,
  partialIndex: 3,
}
const note = (day: string): Annotation => ({
  id: day,
  day,
  text: 'Release',
  team: null,
  provider: null,
  author: 'Ada',
  createdAt: '2026-11-20T00:00:00Z',
})

test('a note stands on the period that holds its day', () => {
  expect(withFlags(WEEKS, [note('2026-11-08'), note('2026-11-16')]).flags).toEqual([
    { index: 0, number: 1 },
    { index: 2, number: 2 },
  ])
})

test('a note before the first period gets no flag and keeps its number', () => {
  expect(withFlags(WEEKS, [note('2026-11-01'), note('2026-11-10')]).flags).toEqual([{ index: 1, number: 2 }])
})

test('without notes the chart is the same', () => {
  expect(withFlags(WEEKS, [])).toBe(WEEKS)
})
