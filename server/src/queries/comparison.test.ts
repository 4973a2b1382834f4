import { addDays, daysBetween } from '@outlay/shared/period'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths, previousRange } from './comparison.ts'

test.each([
  ['the last 7 days', '2026-11-16', '2026-11-23', 'previous', 'dow', '2026-11-09', '2026-11-16'],
  [
    '22 days, by weeks that clear them',
    '2026-11-01',
    '2026-11-23',
    'previous',
    'dow',
    '2026-10-04',
    '2026-10-26',
  ],
  ['month to date, by date', '2026-11-01', '2026-11-23', 'previous', 'date', '2026-10-01', '2026-10-23'],
  [
    'a whole month after a longer one',
    '2026-11-01',
    '2026-12-01',
    'previous',
    'date',
    '2026-10-01',
    '2026-11-01',
  ],
  [
    'a whole month after a shorter one',
    '2026-03-01',
    '2026-04-01',
    'previous',
    'norm',
    '2026-02-01',
    '2026-03-01',
  ],
  ['a quarter', '2026-07-01', '2026-10-01', 'previous', 'date', '2026-04-01', '2026-07-01'],
  [
    '30 days of March after February',
    '2026-03-01',
    '2026-03-31',
    'previous',
    'date',
    '2026-02-01',
    '2026-03-01',
  ],
  ['a year earlier, by weekday', '2026-11-16', '2026-11-23', 'year', 'dow', '2025-11-17', '2025-11-24'],
  ['a year earlier, by date', '2024-02-01', '2024-03-01', 'year', 'date', '2023-02-01', '2023-03-01'],
] as const)('%s', (_, start, end, to, align, previousStart, previousEnd) => {
  expect(previousRange(start, end, { to, align })).toMatchObject({ start: previousStart, end: previousEnd })
})

test('a day that the month lacks becomes its last', () => {
  expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
  expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
})

test('the previous range never overlaps the current one and is never empty', () => {
  const day = fc.integer({ min: 0, max: 9000 }).map((days) => addDays('2005-01-01', days))
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 1, max: 800 }),
      fc.constantFrom('dow', 'date', 'norm'),
      (start, length, align) => {
        const previous = previousRange(start, addDays(start, length), { to: 'previous', align })
        expect(previous.end <= start).toBe(true)
        expect(daysBetween(previous.start, previous.end)).toBeGreaterThan(0)
      },
    ),
  )
})
