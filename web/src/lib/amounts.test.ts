import * as exact from '@outlay/shared/money'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addAmounts, subtractAmounts } from './amounts.ts'

const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 14 }))
  .map(([units, digits]) => exact.toAmount(`${units}e-${digits}`))

test('sums and differences are those of the server, to the last digit', () => {
  fc.assert(
    fc.property(fc.array(amount), amount, (amounts, other) => {
      expect(addAmounts(amounts)).toBe(exact.addAmounts(amounts))
      expect(subtractAmounts(addAmounts(amounts), other)).toBe(
        exact.subtractAmounts(exact.addAmounts(amounts), other),
      )
    }),
  )
})

test.each([
  { amounts: [], sum: '0' },
  { amounts: ['-0.5', '0.5'], sum: '0' },
  { amounts: ['0.1', '0.2'], sum: '0.3' },
  { amounts: ['-0.05'], sum: '-0.05' },
])('$amounts add up to $sum', ({ amounts, sum }) => {
  expect(addAmounts(amounts)).toBe(sum)
})
