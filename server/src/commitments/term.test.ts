import { expect, test } from 'vitest'
import type { KnownCommitment } from './known-commitments.ts'
import { type ListedCommitment, termOf } from './term.ts'

const KNOWN: KnownCommitment = {
  id: 'c',
  kind: 'discount',
  name: null,
  type: 'Savings Plan',
  category: 'Spend',
  texts: '',
  paidOnce: false,
  paidOften: false,
  purchase: null,
  term: { start: null, end: null },
}
const LISTED: ListedCommitment = {
  starts: '2026-01-01',
  ends: '2028-12-31',
  payment: 'No Upfront',
  type: null,
}
const OLD = { firstBought: '2025-11-01', historyStart: '2025-11-01' }
const LATER = { firstBought: '2026-03-18', historyStart: '2025-11-01' }
const YEAR_AHEAD = { start: '2026-02-01', end: '2027-02-01' }

const CASES: readonly [string, Parameters<typeof termOf>, ReturnType<typeof termOf>][] = [
  [
    'a list tells all',
    [LISTED, { ...KNOWN, texts: '1yr All Upfront' }, OLD],
    {
      start: { day: '2026-01-01', source: 'inventory' },
      end: { day: '2028-12-31', source: 'inventory' },
      months: 36,
      payment: 'No Upfront',
      endUnknown: null,
    },
  ],
  [
    'lines that name its dates go before what its purchase is billed for',
    [
      undefined,
      {
        ...KNOWN,
        purchase: YEAR_AHEAD,
        paidOnce: true,
        term: { start: '2026-01-15', end: '2027-01-15' },
      },
      OLD,
    ],
    {
      start: { day: '2026-01-15', source: 'bill' },
      end: { day: '2027-01-15', source: 'bill' },
      months: 12,
      payment: 'All Upfront',
      endUnknown: null,
    },
  ],
  [
    'a purchase paid once is billed for its term',
    [undefined, { ...KNOWN, purchase: YEAR_AHEAD, paidOnce: true }, OLD],
    {
      start: { day: '2026-02-01', source: 'purchase' },
      end: { day: '2027-02-01', source: 'purchase' },
      months: 12,
      payment: 'All Upfront',
      endUnknown: null,
    },
  ],
  [
    'the first purchase inside history and the term in its name',
    [undefined, { ...KNOWN, texts: 'ComputeSP:3yrNoUpfront', paidOften: true }, LATER],
    {
      start: { day: '2026-03-18', source: 'seen' },
      end: { day: '2029-03-17', source: 'seen' },
      months: 36,
      payment: 'No Upfront',
      endUnknown: null,
    },
  ],
  [
    'the term in its own name',
    [undefined, { ...KNOWN, name: 'SpendBasedCUD-1yr', paidOften: true }, LATER],
    {
      start: { day: '2026-03-18', source: 'seen' },
      end: { day: '2027-03-18', source: 'seen' },
      months: 12,
      payment: 'No Upfront',
      endUnknown: null,
    },
  ],
  [
    'what history begins with has no start, and so no end',
    [undefined, { ...KNOWN, texts: 'Reserved VM Instance, 3 years', paidOften: true }, OLD],
    {
      ...{ start: null, end: null, months: 36, payment: 'No Upfront' },
      endUnknown: 'Bought before the history of the bill begins on 1 Nov 2025: it ends by 31 Oct 2028.',
    },
  ],
  [
    'part paid once, part each month',
    [undefined, { ...KNOWN, purchase: YEAR_AHEAD, paidOnce: true, paidOften: true }, OLD],
    {
      start: { day: '2026-02-01', source: 'purchase' },
      end: { day: '2027-02-01', source: 'purchase' },
      months: 12,
      payment: 'Partial Upfront',
      endUnknown: null,
    },
  ],
  [
    'a one-time purchase of a month names no end of a term',
    [undefined, { ...KNOWN, purchase: { start: '2026-02-01', end: '2026-03-01' }, paidOnce: true }, OLD],
    {
      start: { day: '2026-02-01', source: 'purchase' },
      ...{ end: null, months: null, payment: 'All Upfront' },
      endUnknown: 'It began on 1 Feb 2026; neither the bill nor an inventory tells its term.',
    },
  ],
  [
    'a capacity block ends with what was bought',
    [
      undefined,
      { ...KNOWN, kind: 'capacity', purchase: { start: '2026-10-06', end: '2026-10-20' }, paidOnce: true },
      OLD,
    ],
    {
      start: { day: '2026-10-06', source: 'purchase' },
      end: { day: '2026-10-20', source: 'purchase' },
      months: 0,
      payment: 'All Upfront',
      endUnknown: null,
    },
  ],
  [
    'nothing is known',
    [undefined, undefined, { firstBought: null, historyStart: '2025-11-01' }],
    {
      ...{ start: null, end: null, months: null, payment: null },
      endUnknown: 'Neither the bill nor an inventory tells its term.',
    },
  ],
]

test.each(CASES)('%s', (_, given, term) => {
  expect(termOf(...given)).toEqual(term)
})
