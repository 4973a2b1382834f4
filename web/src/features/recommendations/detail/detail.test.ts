import { expect, test } from 'vitest'
import { dedent } from './dedent.ts'
import { formatFact, formatFactor } from './format-factor.ts'

test.each([
  { value: 0.3, unit: 'share', text: '30.0%' },
  { value: 0.0042137, unit: 'USD/h', text: '0.004214' },
  { value: 64162.344, unit: 'GB-month', text: '64,162.34' },
  { value: -1.25, unit: 'ratio', text: '\u22121.25' },
  { value: 0, unit: 'h', text: '0' },
])('a factor of $value $unit reads $text', ({ value, unit, text }) => {
  expect(formatFactor(value, unit)).toBe(text)
})

test.each([
  { value: null, text: 'unknown' },
  { value: false, text: 'no' },
  { value: 'm5.large', text: 'm5.large' },
  { value: 0.9999999, text: '1' },
])('a fact of $value reads $text', ({ value, text }) => {
  expect(formatFact(value)).toBe(text)
})

test('SQL loses the indentation of the file that it stood in, and no more', () => {
  expect(dedent('\n      select 1\n\n        from machine\n    ')).toBe('select 1\n\n  from machine')
  expect(dedent('select 1')).toBe('select 1')
})
