import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestCommitment, planOf, savingIfUsageFalls } from './newsvendor.ts'

const DAY_AND_NIGHT = Array.from({ length: 60 * 24 }, (_, hour) => (hour % 24 < 12 ? 80 : 30) + (hour % 7))

test('a flat series is covered whole and saves the discount', () => {
  expect(bestCommitment([10, 10, 10, 10], 0.28)).toEqual({
    covered: 10,
    hourly: expect.closeTo(7.2),
    saving: expect.closeTo(2.8),
    utilisation: 1,
  })
})

test('of a series of day and night only what runs at night is covered at a small discount', () => {
  expect(bestCommitment(DAY_AND_NIGHT, 0.28).covered).toBeLessThan(40)
  expect(bestCommitment(DAY_AND_NIGHT, 0.64).covered).toBeGreaterThan(80)
})

test('nothing found by search saves more', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 60 }),
      fc.double({ min: 0.05, max: 0.8, noNaN: true }),
      (series, discount) => {
        const best = bestCommitment(series, discount).saving
        for (let covered = 0; covered <= 100; covered += 0.5)
          expect(planOf(series, discount, covered).saving).toBeLessThanOrEqual(best + 1e-9)
      },
    ),
  )
})

test('buying the mean saves less than buying the quantile', () => {
  const mean = DAY_AND_NIGHT.reduce((sum, cost) => sum + cost, 0) / DAY_AND_NIGHT.length
  expect(planOf(DAY_AND_NIGHT, 0.28, mean).saving).toBeLessThan(bestCommitment(DAY_AND_NIGHT, 0.28).saving)
})

test('usage that falls by more than the discount turns the saving into a loss', () => {
  expect(savingIfUsageFalls([10, 10], 0.28, 10, 0.2)).toBeCloseTo(0.8)
  expect(savingIfUsageFalls([10, 10], 0.28, 10, 0.4)).toBeCloseTo(-1.2)
})
