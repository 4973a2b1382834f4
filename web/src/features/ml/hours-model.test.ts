import { expect, test } from 'vitest'
import { hourSeries } from './hours-model.ts'

test('models by their hours, at most seven and the rest, every period of each', () => {
  const rows = Array.from({ length: 9 }, (_, index) => ({
    period: index % 2 === 0 ? '2026-11-02' : '2026-11-01',
    model: index === 0 ? null : `M${index}`,
    hours: index + 1,
  }))
  const { periods, series, top } = hourSeries(rows)
  expect(periods).toEqual(['2026-11-01', '2026-11-02'])
  expect(series.map(({ name, total }) => [name, total])).toEqual([
    ['M8', 9],
    ['M7', 8],
    ['M6', 7],
    ['M5', 6],
    ['M4', 5],
    ['M3', 4],
    ['M2', 3],
    ['Others', 3],
  ])
  expect(series.map(({ hours }) => hours)).toContainEqual([0, 9])
  expect(top).toBe(25)
})

test('nothing makes an empty chart', () => {
  expect(hourSeries([])).toEqual({ periods: [], series: [], top: 0 })
})
