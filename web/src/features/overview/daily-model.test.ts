import { expect, test } from 'vitest'
import { pointsOf, pointsOfCosts, toDailyModel, withForecast } from './daily-model.ts'

const overview = {
  period: { start: '2026-11-01', end: '2026-11-19', dataThrough: '2026-11-18', partialFrom: '2026-11-19' },
  daily: [
    { day: '2026-11-17', group: 'aws', cost: '10.1' },
    { day: '2026-11-18', group: 'aws', cost: '20.2' },
    { day: '2026-11-19', group: 'aws', cost: '5' },
  ],
}
const model = toDailyModel(overview, 'provider', pointsOf(overview.daily))
const forecast = (day: string, mean: number) => ({
  day,
  mean,
  low80: mean - 2,
  high80: mean + 2,
  low95: mean - 4,
  high95: mean + 4,
})

test('the chart runs on to the end of the month, and days to come are no days without cost', () => {
  expect(model.periods.at(-1)).toBe('2026-11-30')
  expect(model.totals.slice(0, 4)).toEqual(['10.1', '20.2', '5', null])
  expect([model.partialIndex, model.futureIndex]).toEqual([2, 3])
})

test('a forecast raises the scale and speaks only for days to come', () => {
  const shown = withForecast(model, [forecast('2026-11-19', 18), forecast('2026-11-20', 30)], 'USD')

  expect(shown.top).toBe(32)
  expect(shown.notes).toEqual({ 3: 'forecast $30.00, 80 % between $28.00 and $32.00' })
  expect(shown.totals).toEqual(model.totals)
})

test('what has no team and what was gathered keep their own places', () => {
  const points = pointsOfCosts([
    { period: '2026-11-17', group: ['ml'], cost: '1' },
    { period: '2026-11-17', group: [null], cost: '2' },
    { period: '2026-11-17', group: [null], cost: '3', other: true },
  ])

  expect(toDailyModel(overview, 'team', points, 4).series.map(({ label, total }) => [label, total])).toEqual([
    ['ml', '1'],
    ['All others (4 groups)', '3'],
    ['No team', '2'],
  ])
})
