import type { RecommendationMetric } from '@outlay/shared/recommendations'
import { expect, test } from 'vitest'
import { plotOf } from './metric-plot.ts'

const metric = (maximum: number, p95: number, threshold: number | null): RecommendationMetric => ({
  resource: 'i-1',
  metric: 'cpu_utilization',
  unit: '%',
  days: [
    { day: '2026-11-01', average: 0, maximum },
    { day: '2026-11-02', average: maximum / 2, maximum: 0 },
  ],
  p95,
  threshold: threshold === null ? null : { value: threshold, label: 'Idle below' },
})

test('days go from the left to the right, and values from the axis up to a round top', () => {
  const plot = plotOf(metric(10, 9, null), 246, 136)
  expect(plot.peak).toBe('M40.0 14.0L240.0 114.0')
  expect(plot.mean).toBe('M40.0 114.0L240.0 64.0')
  expect(plot.ticks.map(({ value }) => value)).toEqual([0, 2, 4, 6, 8, 10])
})

test('the line of the rule is in the picture though all values are far below it', () => {
  const plot = plotOf(metric(3, 3, 80), 600, 136)
  expect(plot.ticks.at(-1)?.value).toBe(80)
  expect(plot.lines.map(({ kind, label }) => [kind, label])).toEqual([
    ['threshold', 'Idle below 80 %'],
    ['p95', 'P95 3 %'],
  ])
})

test('labels of lines that are close do not lie on each other', () => {
  const [upper, lower] = plotOf(metric(5, 4.9, 5), 600, 170).lines
  expect((lower?.labelY ?? 0) - (upper?.labelY ?? 0)).toBeGreaterThan(11)
})

test('a series of zeros has an axis', () => {
  expect(plotOf(metric(0, 0, null), 246, 136).peak).toBe('M40.0 114.0L240.0 114.0')
})
