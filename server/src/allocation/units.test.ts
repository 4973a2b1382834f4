import { addAmounts } from '@outlay/shared/money'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { divide, fromUnits, toUnits } from './units.ts'

test.each(['0', '1', '-1', '0.00000000000001', '-12.5', '123456789012345678.12345678901234'])(
  '%s keeps every digit',
  (amount) => {
    expect(fromUnits(toUnits(amount))).toBe(amount)
  },
)

test.each([
  {
    case: 'what is left goes to whom rounding cost most',
    total: '1',
    weights: ['1', '1', '4'],
    parts: ['0.16666666666667', '0.16666666666667', '0.66666666666666'],
  },
  {
    case: 'of equals the first gets it',
    total: '0.00000000000001',
    weights: ['1', '1'],
    parts: ['0.00000000000001', '0'],
  },
  { case: 'a credit is divided as a cost is', total: '-3', weights: ['1', '2'], parts: ['-1', '-2'] },
  { case: 'who has no weight gets nothing', total: '5', weights: ['0', '1'], parts: ['0', '5'] },
])('$case', ({ total, weights, parts }) => {
  expect(divide(toUnits(total), weights.map(toUnits))?.map(fromUnits)).toEqual(parts)
})

test('nothing is divided by nothing', () => {
  expect(divide(1n, [])).toBeNull()
  expect(divide(1n, [0n, 0n])).toBeNull()
})

test('the parts of any amount add up to it, each within one last digit of its share', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 25n }), { minLength: 1, maxLength: 30 }),
      (total, weights) => {
        const parts = divide(total, weights)
        const sum = weights.reduce((all, weight) => all + weight, 0n)
        if (parts === null) {
          expect(sum).toBe(0n)
          return
        }
        expect(addAmounts(parts.map(fromUnits))).toBe(fromUnits(total))
        for (const [index, part] of parts.entries()) {
          const off = part * sum - total * (weights[index] ?? 0n)
          expect(off < sum && off > -sum).toBe(true)
        }
      },
    ),
  )
})
