import { expect, test } from 'vitest'
import { ORDERS } from './list-params.ts'
import { inOrder, sumsOf } from './order.ts'
import { placesOf } from './range-mark.tsx'
import { card } from './test-cards.ts'

const cards = [
  card({
    id: 'sure',
    title: 'b',
    countedSavings: 50,
    confidence: 0.9,
    monthlyCost: '60',
    firstSeen: '2026-11-03',
  }),
  card({ id: 'large', title: 'c', countedSavings: 90, confidence: 0.6, effort: 'L', monthlyCost: '1000' }),
  card({
    id: 'vague',
    title: 'a',
    countedSavings: 100,
    confidence: 0.1,
    monthlySavings: { low: 0, expected: 100, high: 200 },
    monthlyCost: '200',
  }),
]

test.each([
  { order: 'worth', ids: ['sure', 'vague', 'large'] },
  { order: 'counted', ids: ['vague', 'large', 'sure'] },
  { order: 'saving', ids: ['vague', 'large', 'sure'] },
  { order: 'cost', ids: ['large', 'vague', 'sure'] },
  { order: 'confidence', ids: ['sure', 'large', 'vague'] },
  { order: 'age', ids: ['sure', 'large', 'vague'] },
  { order: 'name', ids: ['vague', 'sure', 'large'] },
] as const)('by $order', ({ order, ids }) => {
  expect(inOrder(cards, order).map(({ id }) => id)).toEqual(ids)
})

test('what no order decides stands by id, however it came', () => {
  const same = ['c', 'a', 'b'].map((id) => card({ id }))

  for (const order of ORDERS) expect(inOrder(same, order).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})

test('currencies are summed each for itself, what counts apart from what is likely', () => {
  const sums = sumsOf([card(), card({ confidence: 1, countedSavings: 10 }), card({ currency: 'EUR' })])

  expect(sums).toEqual([
    { currency: 'USD', low: 160, expected: 180, high: 200, counted: 100, likely: 55, cards: 2 },
    { currency: 'EUR', low: 80, expected: 90, high: 100, counted: 90, likely: 45, cards: 1 },
  ])
})

test.each([
  { range: { low: 50, expected: 75, high: 100 }, places: { from: 0.5, to: 1, tick: 0.75, zero: 0 } },
  { range: { low: -100, expected: 0, high: 100 }, places: { from: 0, to: 1, tick: 0.5, zero: 0.5 } },
  { range: { low: 0, expected: 0, high: 0 }, places: { from: 0, to: 0, tick: 0, zero: 0 } },
  { range: { low: -50, expected: -25, high: -10 }, places: { from: 0, to: 0.8, tick: 0.5, zero: 1 } },
])('the mark of $range.low to $range.high', ({ range, places }) => {
  expect(placesOf(range)).toEqual(places)
})
