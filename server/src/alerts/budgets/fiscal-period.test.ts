import { addDays, daysBetween } from '@outlay/shared/period'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cut, periodOf, periodsBefore } from './fiscal-period.ts'

const cut = (given: Partial<Cut>): Cut => ({
  period: 'month',
  calendar: 'calendar',
  fiscalYearStart: 1,
  ...given,
})

test.each([
  ['a month', '2026-11-23', {}, '2026-11', '2026-11-01', '2026-12-01'],
  ['a leap February', '2028-02-29', {}, '2028-02', '2028-02-01', '2028-03-01'],
  ['a calendar quarter', '2026-11-23', { period: 'quarter' }, '2026-Q4', '2026-10-01', '2027-01-01'],
  [
    'a fiscal quarter',
    '2026-11-23',
    { period: 'quarter', fiscalYearStart: 7 },
    'FY2027-Q2',
    '2026-10-01',
    '2027-01-01',
  ],
  [
    'a fiscal year across new year',
    '2027-01-31',
    { period: 'year', fiscalYearStart: 2 },
    'FY2027',
    '2026-02-01',
    '2027-02-01',
  ],
  [
    'the last day before a fiscal year',
    '2026-06-30',
    { period: 'year', fiscalYearStart: 7 },
    'FY2026',
    '2025-07-01',
    '2026-07-01',
  ],
  [
    'week 53 in the last 4-4-5 month',
    '2026-12-30',
    { calendar: '4-4-5' },
    'FY2026-P12',
    '2026-11-23',
    '2027-01-04',
  ],
  [
    'a day in January of the ISO year before',
    '2027-01-03',
    { calendar: '4-4-5' },
    'FY2026-P12',
    '2026-11-23',
    '2027-01-04',
  ],
  ['the second 4-4-5 month', '2026-02-01', { calendar: '4-4-5' }, 'FY2026-P02', '2026-01-26', '2026-02-23'],
  [
    'a 4-4-5 quarter from October',
    '2026-11-23',
    { calendar: '4-4-5', period: 'quarter', fiscalYearStart: 10 },
    'FY2027-Q1',
    '2026-09-28',
    '2026-12-28',
  ],
] as const)('%s', (_, day, given, key, start, end) => {
  expect(periodOf(day, cut(given))).toMatchObject({ key, start, end })
})

test('periods tile time without gap or overlap, whatever the calendar', () => {
  const cuts = fc.record({
    period: fc.constantFrom('month', 'quarter', 'year'),
    calendar: fc.constantFrom('calendar', '4-4-5'),
    fiscalYearStart: fc.integer({ min: 1, max: 12 }),
  })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30_000 }), cuts, (offset, given) => {
      const day = addDays('2000-01-01', offset)
      const period = periodOf(day, given)
      expect(period.start <= day && day < period.end).toBe(true)
      expect(periodOf(period.start, given)).toEqual(period)
      expect(periodOf(addDays(period.end, -1), given)).toEqual(period)
      expect(periodOf(period.end, given).start).toBe(period.end)
      if (given.calendar === '4-4-5') expect(daysBetween(period.start, period.end) % 7).toBe(0)
    }),
  )
})

test('the periods before lie side by side up to the one of the day', () => {
  const before = periodsBefore('2027-01-15', 3, cut({ period: 'quarter' }))

  expect(before.map(({ key }) => key)).toEqual(['2026-Q2', '2026-Q3', '2026-Q4'])
})
