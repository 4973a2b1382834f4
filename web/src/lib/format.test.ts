import { describe, expect, test } from 'vitest'
import {
  formatBytes,
  formatChange,
  formatDay,
  formatInstant,
  formatMoney,
  formatMoneyChange,
  formatMoneyCompact,
  formatMoneyExact,
  formatMoneyTick,
  formatShare,
  formatUnitPrice,
} from './format.ts'

describe('compact money', () => {
  test.each([
    ['1234567', '$1.23M'],
    ['999950', '$1M'],
    ['412345', '$412K'],
    ['8400', '$8.4K'],
    ['912.4', '$912'],
    ['18.0066386184', '$18.01'],
    ['-0.001', '$0.00'],
    ['-1234.5', '−$1.23K'],
  ])('%s is %s', (amount, text) => {
    expect(formatMoneyCompact(amount, 'USD')).toBe(text)
  })

  test.each([
    ['1234567', 'INR', 'en-IN', '₹12.3L'],
    ['1234567', 'EUR', 'de-DE', '1,23\u00a0Mio.\u00a0€'],
    ['1234567', 'JPY', 'ja-JP', '￥123万'],
  ])('%s %s in %s is %s', (amount, currency, locale, text) => {
    expect(formatMoneyCompact(amount, currency, locale)).toBe(text)
  })
})

describe('full money', () => {
  test.each([
    ['999.99', '$999.99'],
    ['999.996', '$1,000'],
    ['1234.56', '$1,235'],
    ['-0.004', '$0.00'],
    ['-12.5', '−$12.50'],
  ])('%s is %s', (amount, text) => {
    expect(formatMoney(amount, 'USD')).toBe(text)
  })

  test('keeps every digit of an amount that a double would lose', () => {
    expect(formatMoneyExact('90071992547409931.25', 'USD')).toBe('$90,071,992,547,409,931.25')
  })

  test('has the decimals of its currency', () => {
    expect(formatMoneyExact('1234.5', 'JPY')).toBe('¥1,235')
  })
})

test.each([
  [0, '$0'],
  [0.5, '$0.5'],
  [2500, '$2.5K'],
])('an axis shows %s as %s', (value, text) => {
  expect(formatMoneyTick(value, 'USD')).toBe(text)
})

test.each([
  ['0.0042', '$0.0042'],
  ['0.00000061', '$0.00000061'],
  ['1.006', '$1.01'],
])('a unit price of %s is %s', (value, text) => {
  expect(formatUnitPrice(value, 'USD')).toBe(text)
})

test.each([
  ['106.1', '100', '+6.1%'],
  ['93.9', '100', '−6.1%'],
  ['1200', '100', '×12'],
  ['100.5', '100', 'no change'],
  ['50', '0', 'new'],
  ['0', '50', 'gone'],
  ['-50', '-100', '+50.0%'],
])('from %s after %s is %s', (current, previous, text) => {
  expect(formatChange(current, previous)).toBe(text)
})

test('a change carries its sign', () => {
  expect(formatMoneyChange('2065.2', 'USD')).toBe('+$2,065')
  expect(formatMoneyChange('-12.5', 'USD')).toBe('−$12.50')
  expect(formatMoneyChange('-0.001', 'USD')).toBe('$0.00')
})

test.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [395_572_474, '396 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

test('shares and days', () => {
  expect(formatShare(0.605)).toBe('60.5%')
  expect(formatDay('2026-09-01', 'year')).toBe('1 Sep 2026')
  expect(formatInstant('2026-11-22T23:59:00Z')).toBe('22 Nov 2026, 23:59 UTC')
})
