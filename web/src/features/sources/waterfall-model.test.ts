import { expect, test } from 'vitest'
import { toBars } from './waterfall-model.ts'

test('each step stands where the one before ended, totals on zero', () => {
  const bars = toBars([
    { id: 'billed_all', label: 'Billed', amount: '100' },
    { id: 'tax', label: 'Tax', amount: '-20' },
    { id: 'amortised_used', label: 'Used', amount: '30' },
    { id: 'effective_cost', label: 'Effective', amount: '110' },
  ])

  expect(bars.map(({ kind, low, high }) => [kind, low, high])).toEqual([
    ['total', 0, 100],
    ['down', 80, 100],
    ['up', 80, 110],
    ['total', 0, 110],
  ])
})
