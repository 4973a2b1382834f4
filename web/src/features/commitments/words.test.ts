import { expect, test } from 'vitest'
import { daysInWords, nameOf, rangeInWords, share, termInWords } from './words.ts'

test.each([
  [null, 'unknown'],
  [0, 'unknown'],
  [12, '1 year'],
  [36, '3 years'],
  [7, '7 months'],
])('a term of %s months is %s', (months, words) => {
  expect(termInWords(months)).toBe(words)
})

test('an unknown share is a dash, not zero', () => {
  expect([share(null), share(0), share(0.4256)]).toEqual(['–', '0.0%', '42.6%'])
})

test('a range of one figure is said once', () => {
  expect(rangeInWords({ low: 5, expected: 5, high: 5 }, 'USD')).toBe('+$5.00')
  expect(rangeInWords({ low: -90, expected: 255, high: 360 }, 'USD')).toBe('−$90.00 to +$360.00')
})

test('days to and since an end', () => {
  expect([41, 1, 0, -3].map(daysInWords)).toEqual(['in 41 days', 'in 1 day', 'today', '3 days ago'])
})

test('a commitment without a name is known by the end of its id', () => {
  expect(nameOf({ name: null, id: 'arn:aws:savingsplans::1:savingsplan/7f3d' })).toBe('7f3d')
})
