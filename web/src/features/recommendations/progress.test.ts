import type { RealisedSaving, RecommendationCard } from '@outlay/shared/recommendations'
import { expect, test } from 'vitest'
import { progressOf } from './progress.ts'
import { card } from './test-cards.ts'

const realised = (
  expected: number,
  error: number,
  state: RealisedSaving['state'] = 'verified',
): RealisedSaving => ({
  state,
  appliedOn: '2026-10-01',
  monthly: { low: expected - error, expected, high: expected + error },
  countsUntil: '2027-10-01',
  why: null,
})
const verified = (expected: number, error: number, more: Partial<RecommendationCard> = {}) =>
  card({ status: 'verified', countedSavings: 0, realised: realised(expected, error), ...more })
const of = (cards: readonly RecommendationCard[]) => progressOf(cards, 'USD', '2026-11-23')

test('steps lead from what is possible to what the bill shows, in one currency', () => {
  const cards = [
    card({ status: 'open' }),
    card({ status: 'accepted' }),
    verified(60, 5),
    card({ status: 'dismissed' }),
    card({ status: 'open', currency: 'EUR' }),
  ]
  expect(of(cards).steps).toEqual([
    { label: 'Potential', count: 3, monthly: 135 },
    { label: 'Accepted', count: 2, monthly: 90 },
    { label: 'Applied', count: 1, monthly: 45 },
    { label: 'Verified', count: 1, monthly: 60 },
  ])
  expect(of(cards)).toMatchObject({ acceptance: 2 / 3, decided: 3 })
})

test('errors of verified savings add as squares; the baseline of earlier years is none', () => {
  const old = card({ status: 'verified', realised: realised(500, 1, 'baseline') })
  expect(of([verified(60, 3), verified(40, 4), old]).verified).toEqual({ low: 95, expected: 100, high: 105 })
})

test('the median age is that of those open', () => {
  const days = ['2026-11-23', '2026-11-13', '2026-11-03', '2026-01-01']
  const open = days.map((firstSeen) => card({ firstSeen }))
  expect(of(open).medianDaysOpen).toBe(15)
  expect(of(open.slice(0, 3)).medianDaysOpen).toBe(10)
})

test('nothing decided, open or verified is not 0', () => {
  expect(of([])).toMatchObject({ acceptance: null, medianDaysOpen: null, verified: null })
})
