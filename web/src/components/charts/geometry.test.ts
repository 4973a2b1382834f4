import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChartModel } from './chart-model.ts'
import { labelledIndexes, scaleOf, stackBars, toScale, yOf } from './geometry.ts'

const model: ChartModel = {
  granularity: 'daily',
  periods: ['2026-11-01', '2026-11-02'],
  series: [
    { key: 'a', label: 'a', slot: 1, amounts: ['30', '10'], total: '40' },
    { key: 'b', label: 'b', slot: 2, amounts: ['20', null], total: '20' },
    { key: 'c', label: 'c', slot: 3, amounts: ['-15', '0'], total: '-15' },
  ],
  totals: ['35', '10'],
  wholeIndex: 0,
  partialIndex: 2,
}

test('a scale holds its data, starts at zero and has few round ticks', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e9, noNaN: true }), (high) => {
      const { min, max, ticks } = toScale(0, high)
      expect(min).toBe(0)
      expect(max).toBeGreaterThanOrEqual(high * 0.999)
      expect(ticks.length).toBeGreaterThanOrEqual(4)
      expect(ticks.length).toBeLessThanOrEqual(7)
    }),
  )
})

test('credits reach below zero', () => {
  const { min, max } = scaleOf(model, true)

  expect(min).toBeLessThanOrEqual(-15)
  expect(max).toBeGreaterThanOrEqual(50)
})

test('positive parts stack up from zero, negative ones down from it', () => {
  const plot = { width: 400, height: 200, scale: scaleOf(model, true), count: 2 }

  const [a, b, c] = stackBars(model, plot)

  expect((a?.y ?? 0) + (a?.height ?? 0)).toBeCloseTo(yOf(0, plot))
  expect((b?.y ?? 0) + (b?.height ?? 0)).toBeCloseTo(a?.y ?? 0)
  expect(c?.y).toBeCloseTo(yOf(0, plot))
  expect((c?.y ?? 0) + (c?.height ?? 0)).toBeCloseTo(yOf(-15, plot))
})

test('labels thin out where they would touch', () => {
  expect(labelledIndexes(30, 400).length).toBeLessThanOrEqual(6)
  expect(labelledIndexes(3, 800)).toEqual([0, 1, 2])
})
