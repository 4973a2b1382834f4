import { expect, test } from 'vitest'
import { simulateTotal, triangular } from './monte-carlo.ts'

const sure = { family: 'idle', savings: { low: 90, expected: 100, high: 110 }, probability: 1 }

test('the same seed draws the same percentiles, another seed nearly the same', () => {
  expect(simulateTotal([sure], 7)).toEqual(simulateTotal([sure], 7))
  expect(simulateTotal([sure], 8).p50).toBeCloseTo(simulateTotal([sure], 7).p50, -1)
})

test('the percentiles of one triangle are its own', () => {
  const { p10, p50, p90 } = simulateTotal([sure], 1)
  expect(p10).toBeCloseTo(triangular(sure.savings, 0.1), 0)
  expect(p50).toBeCloseTo(100, 0)
  expect(p90).toBeCloseTo(triangular(sure.savings, 0.9), 0)
})

test('a saving that is real once in four is 0 in the middle', () => {
  expect(simulateTotal([{ ...sure, probability: 0.25 }], 1).p50).toBe(0)
})

test('errors of one family do not cancel out as those of many do', () => {
  const wide = { savings: { low: 0, expected: 50, high: 100 }, probability: 1 }
  const spread = ({ p10, p90 }: { p10: number; p90: number }) => p90 - p10
  const one = Array.from({ length: 20 }, () => ({ ...wide, family: 'spot' }))
  const many = Array.from({ length: 20 }, (_, index) => ({ ...wide, family: `family ${index}` }))
  expect(spread(simulateTotal(one, 1))).toBeGreaterThan(1.5 * spread(simulateTotal(many, 1)))
})

test('nothing found totals nothing', () => {
  expect(simulateTotal([], 1)).toEqual({ p10: 0, p50: 0, p90: 0 })
})
