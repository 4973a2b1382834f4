import { expect, test } from 'vitest'
import { assignSlots } from '../../lib/colors.ts'
import { isRest, type ModelInput, type ModelPoint, periodsBetween, toChartModel } from './chart-model.ts'

const base: ModelInput = {
  granularity: 'daily',
  start: '2026-11-01',
  end: '2026-11-05',
  points: [],
  dataThrough: '2026-11-02',
  partialFrom: '2026-11-03',
  label: ({ key, kind }) => (kind === 'absent' ? 'Untagged' : key),
  slots: (keys) => assignSlots('service', keys, new Map()),
}
const point = (
  period: string,
  key: string,
  cost: string,
  kind: ModelPoint['kind'] = 'value',
): ModelPoint => ({
  period,
  key,
  cost,
  kind,
})

test('largest first, all others next to last, what has no value last however large', () => {
  const model = toChartModel({
    ...base,
    otherMembers: 405,
    points: [
      point('2026-11-01', '', '900', 'absent'),
      point('2026-11-01', 'x', '500', 'other'),
      point('2026-11-01', 'small', '1'),
      point('2026-11-02', 'credit', '-40'),
      point('2026-11-02', 'large', '30'),
    ],
  })

  expect(model.series.map(({ label, slot }) => [label, slot])).toEqual([
    ['credit', 1],
    ['large', 2],
    ['small', 3],
    ['All others (405 groups)', 'other'],
    ['Untagged', 'absent'],
  ])
})

test('a day without lines is zero, a day without data is a gap', () => {
  const model = toChartModel({
    ...base,
    points: [point('2026-11-01', 'a', '5'), point('2026-11-03', 'a', '2')],
  })

  expect(model.series[0]?.amounts).toEqual(['5', '0', '2', null])
  expect(model.totals).toEqual(['5', '0', '2', null])
  expect(model.partialIndex).toBe(2)
})

test('sums are exact where doubles are not', () => {
  const model = toChartModel({
    ...base,
    points: [
      point('2026-11-01', 'a', '0.1'),
      point('2026-11-01', 'b', '0.2'),
      point('2026-11-02', 'a', '0.2'),
    ],
  })

  expect(model.totals[0]).toBe('0.3')
  expect(model.series[0]?.total).toBe('0.3')
})

test('past seven groups the rest is gathered, and a group named Other stays itself', () => {
  const points = Array.from({ length: 9 }, (_, index) => point('2026-11-01', `s${index}`, String(90 - index)))

  const model = toChartModel({ ...base, points: [...points, point('2026-11-01', 'Other', '100')] })

  expect(model.series.map(({ label }) => label)).toEqual([
    'Other',
    's0',
    's1',
    's2',
    's3',
    's4',
    's5',
    'All others (3 groups)',
  ])
  expect(model.series.at(-1)?.total).toBe('249')
  expect(model.series.map(isRest)).toEqual([...Array(7).fill(false), true])
})

test.each([
  { granularity: 'weekly', periods: ['2026-10-26', '2026-11-02', '2026-11-09'] },
  { granularity: 'monthly', periods: ['2026-11-01'] },
  { granularity: 'total', periods: ['2026-11-01'] },
] as const)('$granularity periods of half of November', ({ granularity, periods }) => {
  expect(periodsBetween('2026-11-01', '2026-11-15', granularity)).toEqual(periods)
})

test.each([
  { start: '2026-10-01', end: '2026-11-03', partialFrom: '2026-11-03', wholeIndex: 0, partialIndex: 1 },
  { start: '2026-08-20', end: '2026-11-01', partialFrom: null, wholeIndex: 1, partialIndex: 3 },
  { start: '2026-09-01', end: '2026-11-01', partialFrom: '2026-10-30', wholeIndex: 0, partialIndex: 1 },
])('months of $start to $end are whole from $wholeIndex to $partialIndex', (months) => {
  const { wholeIndex, partialIndex, ...given } = months

  expect(toChartModel({ ...base, ...given, granularity: 'monthly' })).toMatchObject({
    wholeIndex,
    partialIndex,
  })
})

test('what is kept has a place of its own, however small, and the smallest of the others gives way', () => {
  const points = [9, 8, 7, 6, 5, 4, 3, 2, 1].map((cost) => ({
    period: '2026-11-01',
    key: `s${cost}`,
    kind: 'value' as const,
    cost: String(cost),
  }))
  const model = toChartModel({
    granularity: 'total',
    start: '2026-11-01',
    end: '2026-11-02',
    points,
    dataThrough: null,
    partialFrom: null,
    kept: ['s1', 'gone'],
    label: ({ key }) => key,
    slots: () => new Map(),
  })

  expect(model.series.map(({ label }) => label)).toEqual([
    ...['s9', 's8', 's7', 's6', 's5', 's4', 's1'],
    expect.stringMatching(/2/),
  ])
  expect(model.series.at(-1)?.total).toBe('5')
})
