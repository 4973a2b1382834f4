import { expect, test } from 'vitest'
import { idOf, unitOf } from './random.ts'

test('draws depend on seed and key alone and spread over the unit interval', () => {
  expect(unitOf(1, 'a')).toBe(unitOf(1, 'a'))
  expect(unitOf(1, 'a')).not.toBe(unitOf(2, 'a'))
  const draws = Array.from({ length: 2000 }, (_, index) => unitOf(7, `key-${index}`))
  expect(draws.reduce((sum, draw) => sum + draw, 0) / draws.length).toBeCloseTo(0.5, 1)
  expect(draws.filter((draw) => draw < 0.12).length / draws.length).toBeCloseTo(0.12, 1)
})

test('ids have the length and the letters asked for', () => {
  expect(idOf(1, 'x', 17)).toMatch(/^[0-9a-f]{17}$/)
  expect(idOf(1, 'x', 5, 'AB')).toMatch(/^[AB]{5}$/)
})
