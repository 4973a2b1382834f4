import type { DayState, SourceWithDays } from '@outlay/shared/collect'
import { addDays } from '@outlay/shared/period'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_STATES, daySentence, rowSentence, stripSentence, toRanges, toStrip } from './strip-model.ts'

const source = (id: string, states: readonly DayState[], from = '2026-11-01'): SourceWithDays => ({
  id,
  provider: 'aws',
  billingAccount: '1',
  billingAccountName: 'Main',
  grain: 'service',
  state: 'ok',
  dataFrom: from,
  dataThrough: null,
  lastImportAt: null,
  rows: 1,
  message: null,
  strip: states.map((state, index) => ({
    day: addDays(from, index),
    state,
    grain: state === 'missing' ? null : 'service',
    countedBy: state === 'missing' ? [] : [state === 'partial' ? 'payer' : id],
  })),
  partialMonths: [],
})
const stripOf = (...sources: SourceWithDays[]) => {
  const strip = toStrip(sources)
  if (strip === null) throw new Error('no day')
  return strip
}
const rowOf = (given: SourceWithDays) => {
  const [row] = stripOf(given).rows
  if (row === undefined) throw new Error('no row')
  return row
}

test('sources stand under each other by day; the younger one has nothing before it began', () => {
  const { axis, rows } = stripOf(
    source('old', ['settled', 'settled', 'arriving']),
    source('young', ['arriving'], '2026-11-03'),
  )

  expect(axis).toEqual(['2026-11-01', '2026-11-02', '2026-11-03'])
  expect(rows.map(({ days }) => days.map((day) => day?.state ?? null))).toEqual([
    ['settled', 'settled', 'arriving'],
    [null, null, 'arriving'],
  ])
})

test('a source that delivered nothing has no row, and without any there is no strip', () => {
  expect(stripOf(source('a', ['settled']), source('b', [])).rows.map(({ id }) => id)).toEqual(['a'])
  expect(toStrip([source('b', [])])).toBeNull()
})

test('days in a row of one state are one range, newest first', () => {
  const ranges = toRanges(rowOf(source('a', ['settled', 'settled', 'missing', 'settled'])))

  expect(ranges.map(({ from, to, days, state }) => [from, to, days, state])).toEqual([
    ['2026-11-04', '2026-11-04', 1, 'settled'],
    ['2026-11-03', '2026-11-03', 1, 'missing'],
    ['2026-11-01', '2026-11-02', 2, 'settled'],
  ])
})

test('the ranges of a row hold every day of it once, in its own state', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...DAY_STATES), { minLength: 1, maxLength: 60 }), (states) => {
      const told = toRanges(rowOf(source('a', states)))
        .toReversed()
        .flatMap(({ state, days }) => Array.from({ length: days }, () => state))
      expect(told).toEqual(states)
    }),
  )
})

test('a row names the days that lack something, the newest of many, and the months in part', () => {
  expect(rowSentence(rowOf(source('a', ['settled', 'missing', 'arriving'])))).toBe(
    '1 settled, 1 arriving, 1 missing (2 Nov)',
  )
  const lacking = source('a', ['missing', 'missing', 'missing', 'missing', 'missing'])
  expect(rowSentence(rowOf({ ...lacking, partialMonths: ['2026-11'] }))).toBe(
    '5 missing (3 Nov, 4 Nov, 5 Nov and 2 before); Nov 2026 only in part',
  )
})

test.each([
  { state: 'settled', counts: 'It counts, by service.' },
  { state: 'partial', counts: 'payer counts, by service.' },
  { state: 'missing', counts: 'Nothing counts.' },
] as const)('a $state day says what it means and what counts on it', ({ state, counts }) => {
  const { axis, rows } = stripOf(source('a', [state]))
  const sentence = rows[0] && daySentence(rows[0], 0, axis)

  expect(sentence).toMatch(new RegExp(`^Sun 1 Nov 2026, AWS .*: ${state}, `))
  expect(sentence?.endsWith(counts)).toBe(true)
})

test('a day before the history of a source says so', () => {
  const { axis, rows } = stripOf(
    source('old', ['settled', 'settled']),
    source('a', ['settled'], '2026-11-02'),
  )

  expect(rows[1] && daySentence(rows[1], 0, axis)).toContain('its history begins later')
})

test('the whole strip is told in a sentence', () => {
  expect(
    stripSentence(stripOf(source('a', ['settled', 'missing']), source('b', ['settled', 'arriving']))),
  ).toBe('1 Nov 2026 to 2 Nov 2026, 2 sources: 2 days settled, 1 day arriving, 1 day missing.')
})
