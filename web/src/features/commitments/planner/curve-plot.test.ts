import type { PlanPoint } from '@outlay/shared/commitment-plan'
import { expect, test } from 'vitest'
import { bandOf, lineOf, nearestIndex, plotOf, xAt, yAt } from './curve-plot.ts'

const point = (hourly: number, expected: number, more: Partial<PlanPoint> = {}): PlanPoint => ({
  ...{ hourly, covers: hourly, utilisation: 1, coverage: 0.5, regret: 0 },
  saving: { low: expected / 2, expected, high: expected * 2 },
  ...{ savingIfDown20: expected, savingIfDown40: expected },
  ...more,
})

const CURVE = [point(0, 0), point(2, 100), point(4, 50, { savingIfDown40: -10_000 })]

test('a loss far deeper than the best saving is cut off at the floor', () => {
  const plot = plotOf(CURVE, 600, 250)

  expect(plot.scale.max).toBeGreaterThanOrEqual(200)
  expect(plot.scale.min).toBeGreaterThan(-500)
  expect(yAt(-10_000, plot)).toBe(yAt(plot.scale.min, plot))
})

test('lines run from the first commitment to the largest, the band there and back', () => {
  const plot = plotOf(CURVE, 600, 250)

  expect(xAt(0, plot)).toBe(52)
  expect(xAt(4, plot)).toBe(592)
  expect(lineOf(CURVE, ({ saving }) => saving.expected, plot)).toMatch(
    /^M52\.0 [\d.]+L322\.0 [\d.]+L592\.0 [\d.]+$/,
  )
  expect(bandOf(CURVE, plot).match(/[ML]/g)).toHaveLength(6)
})

test('nothing to commit to still has a place to stand', () => {
  expect(xAt(0, plotOf([point(0, 0)], 600, 250))).toBe(52)
  expect(nearestIndex([], 3)).toBe(0)
})

test('the slider stands at the nearest point', () => {
  expect([-1, 0.9, 1.1, 3.5, 99].map((hourly) => nearestIndex(CURVE, hourly))).toEqual([0, 0, 1, 2, 2])
})
