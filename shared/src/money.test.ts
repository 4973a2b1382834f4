import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addAmounts, subtractAmounts, toAmount } from './money.ts'

test.each([
  ['1.50', '1.5'],
  ['6.123E-7', '0.0000006123'],
  ['-0.000', '0'],
  ['100', '100'],
])('writes %s as %s', (text, amount) => {
  expect(toAmount(text)).toBe(amount)
})

test('refuses text that is no number', () => {
  expect(() => toAmount('NaN')).toThrow()
  expect(() => toAmount('1,5')).toThrow()
})

test('adds without the error of floating point', () => {
  expect(addAmounts(['0.1', '0.2'])).toBe('0.3')
})

test('subtracting what was added gives back the first amount', () => {
  const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((n) => toAmount(`${n}e-9`))
  fc.assert(fc.property(cents, cents, (a, b) => subtractAmounts(addAmounts([a, b]), b) === a))
})
