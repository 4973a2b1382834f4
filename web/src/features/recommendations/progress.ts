import { daysBetween } from '@outlay/shared/period'
import type { RecommendationCard, RecommendationStatus, SavingsRange } from '@outlay/shared/recommendations'

/** What became of the recommendations of one currency. */
export interface Progress {
  /** Part of those decided that was taken up; null before anything was decided. */
  readonly acceptance: number | null
  readonly decided: number
  /** Median age in days of those open; null where none is. */
  readonly medianDaysOpen: number | null
  /** What the bill shows, a month, of the last 12 months; null where nothing is verified. */
  readonly verified: SavingsRange | null
  readonly steps: readonly ProgressStep[]
}

interface ProgressStep {
  readonly label: string
  readonly count: number
  readonly monthly: number
}

const TAKEN: readonly RecommendationStatus[] = ['accepted', 'in_progress', 'applied', 'verified']
const DONE: readonly RecommendationStatus[] = ['applied', 'verified']

/** Acceptance, age, verified savings, and the way from potential to verified. Estimates, a month. */
export function progressOf(cards: readonly RecommendationCard[], currency: string, today: string): Progress {
  const own = cards.filter((card) => card.currency === currency)
  const taken = own.filter(({ status }) => TAKEN.includes(status))
  const dismissed = own.filter(({ status }) => status === 'dismissed')
  const open = own.filter(({ status }) => status === 'open')
  const done = own.filter(({ status }) => DONE.includes(status))
  const verified = own.filter(
    ({ status, realised }) => status === 'verified' && realised?.state === 'verified',
  )
  const decided = taken.length + dismissed.length
  const real = verifiedSum(verified)
  return {
    acceptance: decided === 0 ? null : taken.length / decided,
    decided,
    medianDaysOpen: median(open.map(({ firstSeen }) => daysBetween(firstSeen, today))),
    verified: real,
    steps: [
      { label: 'Potential', count: open.length + taken.length, monthly: sum([...open, ...taken]) },
      { label: 'Accepted', count: taken.length, monthly: sum(taken) },
      { label: 'Applied', count: done.length, monthly: sum(done) },
      { label: 'Verified', count: verified.length, monthly: real?.expected ?? 0 },
    ],
  }
}

/** What is done counts in no total any more: its claim stands. */
function sum(cards: readonly RecommendationCard[]): number {
  return cards
    .map(({ status, countedSavings, monthlySavings, confidence }) =>
      DONE.includes(status) ? monthlySavings.expected * confidence : countedSavings * confidence,
    )
    .reduce((total, amount) => total + amount, 0)
}

/** Savings are measured apart: their errors add as squares. */
function verifiedSum(cards: readonly RecommendationCard[]): SavingsRange | null {
  const ranges = cards.flatMap(({ realised }) => (realised?.monthly == null ? [] : [realised.monthly]))
  if (ranges.length === 0) return null
  const expected = ranges.reduce((total, range) => total + range.expected, 0)
  const error = (of: (range: SavingsRange) => number) => Math.hypot(...ranges.map(of))
  return {
    low: expected - error((range) => range.expected - range.low),
    expected,
    high: expected + error((range) => range.high - range.expected),
  }
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
