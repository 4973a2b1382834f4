import { expect, test } from 'vitest'
import { pastDays } from './past-days.ts'

test.each([
  [
    'each month stands before the next',
    '2026-04-01',
    '2026-07-31',
    5,
    ['2026-04-30', '2026-05-31', '2026-06-30', '2026-07-31'],
  ],
  [
    'no more months than asked for',
    '2026-04-01',
    '2026-07-31',
    2,
    ['2026-05-31', '2026-06-30', '2026-07-31'],
  ],
  [
    'a month without 30 days of history is left out',
    '2026-05-03',
    '2026-07-31',
    5,
    ['2026-06-30', '2026-07-31'],
  ],
  ['the begun month is no end', '2026-06-01', '2026-08-20', 5, ['2026-06-30', '2026-07-31']],
  ['unless it is nearly over', '2026-06-01', '2026-08-28', 5, ['2026-06-30', '2026-07-31', '2026-08-28']],
] as const)('%s', (_, oldest, through, months, expected) => {
  expect(pastDays(oldest, through, months)).toEqual(expected)
})

test.each([
  ['one month', '2026-07-01', '2026-07-31'],
  ['less than four weeks after the month', '2026-07-01', '2026-08-27'],
  ['nothing', null, null],
] as const)('%s is too little', (_, oldest, through) => {
  expect(() => pastDays(oldest, through, 5)).toThrow('Import more history')
})
