import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween } from './period.ts'
import { monthOf, parsePeriod, periodBefore, periodDays, periodName, weekOf } from './report-periods.ts'

test.each([
  ['2026-11-22', '2026-W47'],
  ['2026-11-23', '2026-W48'],
  // the year has 53 weeks, and the last reaches into the next one
  ['2026-12-31', '2026-W53'],
  ['2027-01-03', '2026-W53'],
  ['2027-01-04', '2027-W01'],
  // 1 January belongs to the last week of the year before
  ['2023-01-01', '2022-W52'],
  ['2024-12-30', '2025-W01'],
  ['2024-02-29', '2024-W09'],
])('%s lies in %s', (day, key) => {
  expect(weekOf(day).key).toBe(key)
})

test('week 53 is a week in years that have one, and none in others', () => {
  expect(parsePeriod('2026-W53')).toMatchObject({ start: '2026-12-28', end: '2027-01-04' })
  expect(parsePeriod('2025-W53')).toBeUndefined()
  expect(parsePeriod('2026-W00')).toBeUndefined()
  expect(parsePeriod('2026-13')).toBeUndefined()
})

test('the week and month before cross years and leap days', () => {
  expect(periodBefore(weekOf('2027-01-04')).key).toBe('2026-W53')
  expect(periodBefore(monthOf('2027-01-31')).key).toBe('2026-12')
  expect(periodBefore(monthOf('2024-03-31'))).toMatchObject({ start: '2024-02-01', end: '2024-03-01' })
})

test('a period is named as people call it', () => {
  expect(periodName(weekOf('2026-11-16'))).toBe('week 47')
  expect(periodDays(weekOf('2026-11-16'))).toBe('16–22 Nov 2026')
  expect(periodDays(weekOf('2026-12-31'))).toBe('28 Dec 2026 – 3 Jan 2027')
  expect(periodName(monthOf('2026-11-16'))).toBe('Nov 2026')
})

test('every day lies in exactly one week of seven days, which its key finds again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000 }), (days) => {
      const day = addDays('1990-01-01', days)
      const week = weekOf(day)
      expect(week.start <= day && day < week.end).toBe(true)
      expect(daysBetween(week.start, week.end)).toBe(7)
      expect(parsePeriod(week.key)).toEqual(week)
    }),
    { numRuns: 300 },
  )
})
