import fc from 'fast-check'
import { expect, test } from 'vitest'
import { divergence } from './divergence.ts'

test.each([
  ['the same shares of another sum', [1, 3], [10, 30], 0],
  ['nothing in common', [1, 0], [0, 5], 1],
  ['half of it moved', [1, 1], [1, 0], 0.3112781244591328],
  ['nothing to share', [0, 0], [1, 2], 0],
])('divergence of %s', (_, one, other, expected) => {
  expect(divergence(one, other)).toBeCloseTo(expected, 12)
})

test('lies between 0 and 1 and is the same both ways', () => {
  const amounts = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(amounts, amounts, (one, other) => {
      const there = divergence(one, other)
      expect(there).toBeGreaterThanOrEqual(-1e-9)
      expect(there).toBeLessThanOrEqual(1 + 1e-9)
      expect(divergence(other, one)).toBeCloseTo(there, 9)
    }),
  )
})
