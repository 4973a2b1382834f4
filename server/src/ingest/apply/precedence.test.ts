import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DayClaim, decideDays } from './precedence.ts'

const claim = (change: Partial<DayClaim>): DayClaim => ({
  importId: 'fine',
  seq: 1,
  source: 'aws-cur',
  grain: 'resource',
  dataset: '',
  day: '2026-07-01',
  currency: 'USD',
  billed: '100',
  aloneBilled: '0',
  ...change,
})
const coarse = (change: Partial<DayClaim> = {}) =>
  claim({ importId: 'coarse', seq: 2, source: 'ce', grain: 'usage_type', ...change })

const winners = (claims: readonly DayClaim[]) =>
  decideDays(claims).verdicts.map(({ importId, whole }) => `${importId}${whole ? '' : ' in part'}`)

test.each([
  { case: 'the finer source counts', claims: [claim({}), coarse()], wins: ['fine'] },
  { case: 'whatever came first', claims: [coarse({ seq: 1 }), claim({ seq: 2 })], wins: ['fine'] },
  { case: 'at 99.5 % of the coarser', claims: [claim({ billed: '99.5' }), coarse()], wins: ['fine'] },
  { case: 'not below', claims: [claim({ billed: '99.49' }), coarse()], wins: ['coarse'] },
  { case: 'the finer source may bill more', claims: [claim({ billed: '101' }), coarse()], wins: ['fine'] },
  {
    case: 'a day of credits compares by size',
    claims: [claim({ billed: '-100' }), coarse({ billed: '-100' })],
    wins: ['fine'],
  },
  {
    case: 'the finer lacks a charge on a day of credits',
    claims: [claim({ billed: '-101' }), coarse({ billed: '-100' })],
    wins: ['coarse'],
  },
  {
    case: 'a day of nothing is covered',
    claims: [claim({ billed: '0' }), coarse({ billed: '0' })],
    wins: ['fine'],
  },
  {
    case: 'a currency that the finer lacks',
    claims: [claim({}), coarse(), coarse({ currency: 'EUR', billed: '5' })],
    wins: ['coarse'],
  },
  {
    case: 'of two alike the newer counts',
    claims: [claim({ importId: 'old' }), claim({ importId: 'new', seq: 2, source: 'focus' })],
    wins: ['new'],
  },
  {
    case: 'of two of one grain the fuller counts',
    claims: [claim({ importId: 'old' }), claim({ importId: 'new', seq: 2, source: 'focus', billed: '50' })],
    wins: ['old'],
  },
])('$case', ({ claims, wins }) => {
  expect(winners(claims)).toEqual(wins)
})

const actual = claim({ importId: 'actual', dataset: 'actual', billed: '100', aloneBilled: '0' })
const amortized = claim({
  importId: 'amortized',
  dataset: 'amortized',
  seq: 2,
  billed: '90',
  aloneBilled: '90',
})

test('actual and amortized complete each other, without the lines that only count alone', () => {
  expect(winners([actual, amortized])).toEqual(['actual in part', 'amortized in part'])
})

test('where only one of them is present all of its lines count', () => {
  expect(winners([amortized])).toEqual(['amortized'])
})

test('the pair covers a coarser source by what both bill together', () => {
  expect(winners([actual, amortized, coarse()])).toEqual(['actual in part', 'amortized in part'])
})

test('of two deliveries of one data set in a pair only the newer counts', () => {
  const twin = { ...actual, importId: 'actual-2', seq: 3, source: 'other' }

  expect(winners([actual, amortized, twin]).toSorted()).toEqual(['actual-2 in part', 'amortized in part'])
})

test('a finer source that gives way is named with what it lacks', () => {
  expect(decideDays([claim({ billed: '40' }), coarse()]).gaps).toEqual([
    { importId: 'fine', day: '2026-07-01', winner: 'ce', missing: [{ currency: 'USD', amount: '60' }] },
  ])
})

test('every day has exactly one winner, a pair or one import, whatever the order', () => {
  const anyClaim = fc
    .record({
      source: fc.constantFrom('a', 'b', 'c'),
      grain: fc.constantFrom('resource', 'line', 'usage_type', 'account'),
      day: fc.constantFrom('2026-07-01', '2026-07-02'),
      billed: fc.integer({ min: -5, max: 100 }).map(String),
    })
    .map((values) => claim({ ...values, importId: `${values.source}/${values.grain}` }))
  const claims = fc
    .uniqueArray(anyClaim, { selector: ({ importId, day }) => `${importId} ${day}`, maxLength: 12 })
    .map((list) => list.map((item, index) => ({ ...item, seq: index + 1 })))
  fc.assert(
    fc.property(claims, (list) => {
      const { verdicts } = decideDays(list)
      const days = new Set(list.map(({ day }) => day))
      expect(verdicts.map(({ day }) => day).toSorted()).toEqual([...days].toSorted())
      const reversed = decideDays(list.toReversed()).verdicts
      const text = (items: typeof verdicts) => items.map((item) => JSON.stringify(item)).toSorted()
      expect(text(reversed)).toEqual(text(verdicts))
    }),
  )
})
