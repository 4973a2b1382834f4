import { expect, test } from 'vitest'
import { isPeriodText, periodText, resolvePeriod, stepPeriod } from './period.ts'

const now = { today: '2026-11-23', dataThrough: '2026-11-21' }

test.each([
  { text: 'mtd', start: '2026-11-01', end: '2026-11-22' },
  { text: 'last', start: '2026-10-01', end: '2026-11-01' },
  { text: '7d', start: '2026-11-15', end: '2026-11-22' },
  { text: 'ytd', start: '2026-01-01', end: '2026-11-22' },
  { text: '12m', start: '2025-11-01', end: '2026-11-01' },
  { text: '2026-02', start: '2026-02-01', end: '2026-03-01' },
  { text: '2026-02-03..2026-02-05', start: '2026-02-03', end: '2026-02-05' },
])('$text is $start to $end', ({ text, start, end }) => {
  expect(resolvePeriod(text, now)).toEqual({ start, end })
})

test('data that ended long ago opens on its last month', () => {
  expect(resolvePeriod('mtd', { today: '2026-11-23', dataThrough: '2024-09-30' })).toEqual({
    start: '2024-09-01',
    end: '2024-10-01',
  })
})

test('without data the calendar counts', () => {
  expect(resolvePeriod('mtd', { today: '2026-11-23', dataThrough: null })).toEqual({
    start: '2026-11-01',
    end: '2026-11-24',
  })
})

test.each([
  { text: 'mtd', direction: -1, moved: '2026-10' },
  { text: '2026-10', direction: 1, moved: 'mtd' },
  { text: 'last', direction: -1, moved: '2026-09' },
  { text: 'mtd', direction: 1, moved: null },
  { text: '7d', direction: -1, moved: '2026-11-08..2026-11-15' },
  { text: '2026-11-08..2026-11-15', direction: 1, moved: '2026-11-15..2026-11-22' },
] as const)('$text moved by $direction is $moved', ({ text, direction, moved }) => {
  expect(stepPeriod(text, direction, now)).toBe(moved)
})

test.each([
  { range: { start: '2026-11-01', end: '2026-11-22' }, text: 'mtd' },
  { range: { start: '2026-10-01', end: '2026-11-01' }, text: 'last' },
  { range: { start: '2026-08-01', end: '2026-09-01' }, text: '2026-08' },
  { range: { start: '2026-11-21', end: '2026-11-22' }, text: '2026-11-21..2026-11-22' },
])('a range is named $text', ({ range, text }) => {
  expect(periodText(range, now)).toBe(text)
})

test.each([
  '',
  'today',
  '0d',
  '1000d',
  '2026-00',
  '2026-11-01..2026-11-01',
  '2026-02-30..2026-03-01',
  'a..b..c',
])('"%s" is no period', (text) => {
  expect(isPeriodText(text)).toBe(false)
})
