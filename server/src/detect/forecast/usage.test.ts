import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutOutliers } from './clean.ts'
import { mstlForecast } from './mstl.ts'
import { robustForecast } from './robust.ts'
import { forecastUsage } from './usage.ts'

const WEEK = [100, 104, 98, 102, 96, 60, 55]
const weeks = (count: number, factor: (day: number) => number = () => 1) =>
  Array.from({ length: count * 7 }, (_, day) => (WEEK[day % 7] ?? 0) * factor(day))

test.each([
  ['robust', robustForecast],
  ['MSTL', (values: readonly number[], horizon: number) => mstlForecast(values, horizon) ?? []],
])('the %s model carries weekday and level on', (_, model) => {
  const forecast = model(
    weeks(12, (day) => 1 + 0.01 * Math.sin(day)),
    14,
  )

  for (const [step, value] of forecast.entries()) expect(value / (WEEK[step % 7] ?? 1)).toBeCloseTo(1, 1)
  expect(forecast).toHaveLength(14)
})

test('less than four weeks go without MSTL, and say so', () => {
  expect(mstlForecast(weeks(3), 7)).toBeUndefined()
  expect(forecastUsage(weeks(3), 7).method).toMatch(/^robust/)
  expect(
    forecastUsage(
      weeks(12, (day) => 1 + 0.02 * Math.sin(day)),
      7,
    ).method,
  ).toMatch(/MSTL/)
})

test('a spike of the past moves neither the forecast nor its surroundings; a new level does', () => {
  const spiked = weeks(12).map((value, day) => (day === 50 ? value * 8 : value))
  const shifted = weeks(12, (day) => (day >= 56 ? 2 : 1))

  expect(withoutOutliers(spiked)).toEqual(weeks(12))
  expect(forecastUsage(shifted, 7).means[0]).toBeGreaterThan(180)
})

test('intervals are wider where the past was harder to forecast, and grow with the distance', () => {
  const calm = forecastUsage(
    weeks(16, (day) => 1 + 0.01 * Math.sin(day * day)),
    60,
  )
  const wild = forecastUsage(
    weeks(16, (day) => 1 + 0.3 * Math.sin(day * day)),
    60,
  )

  expect(wild.day[0]?.at80).toBeGreaterThan(3 * (calm.day[0]?.at80 ?? 0))
  expect(calm.day[59]?.at80).toBeGreaterThan(calm.day[20]?.at80 ?? 0)
  expect(calm.day[5]?.at95).toBeGreaterThan(calm.day[5]?.at80 ?? 0)
})

test('any history gives finite figures, never below zero where nothing was', () => {
  const history = fc.array(fc.double({ min: 0, max: 1e7, noNaN: true }), { minLength: 10, maxLength: 60 })
  fc.assert(
    fc.property(history, (values) => {
      const { means, day, sum } = forecastUsage(values, 9)
      expect(means.every((mean) => Number.isFinite(mean) && mean >= 0)).toBe(true)
      expect([...day, ...sum].every(({ at80, at95 }) => Number.isFinite(at80) && at95 >= at80)).toBe(true)
    }),
    { numRuns: 25 },
  )
})
