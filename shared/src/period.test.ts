import { expect, test } from 'vitest'
import { addDays, dayInWords, daysBetween, isDay, monthStart, toDay } from './period.ts'

test('knows which days exist', () => {
  expect(isDay('2024-02-29')).toBe(true)
  expect(isDay('2026-02-29')).toBe(false)
  expect(isDay('2026-1-01')).toBe(false)
})

test('moves days over the end of a month and a year', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
})

test('moves to the first of another month', () => {
  expect(monthStart('2026-01-31', -1)).toBe('2025-12-01')
  expect(monthStart('2026-11-23')).toBe('2026-11-01')
})

test('counts the days of a half-open period', () => {
  expect(daysBetween('2026-03-01', '2026-04-01')).toBe(31)
})

test('writes days for sentences', () => {
  expect(dayInWords('2026-11-08')).toBe('8 Nov 2026')
})

test('takes the UTC day of an instant', () => {
  expect(toDay(new Date('2026-07-01T23:59:59Z'))).toBe('2026-07-01')
})
