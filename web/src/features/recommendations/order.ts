import type { RecommendationCard, SavingsRange } from '@outlay/shared/recommendations'
import type { Order } from './list-params.ts'

const HOURS: Readonly<Record<string, number>> = { S: 1, M: 3, L: 8 }

const BY: Readonly<Record<Order, (a: RecommendationCard, b: RecommendationCard) => number>> = {
  worth: (a, b) => worth(b) - worth(a),
  counted: (a, b) => b.countedSavings - a.countedSavings,
  saving: (a, b) => b.monthlySavings.expected - a.monthlySavings.expected,
  cost: (a, b) => Number(b.monthlyCost) - Number(a.monthlyCost),
  confidence: (a, b) => b.confidence - a.confidence,
  age: (a, b) => a.firstSeen.localeCompare(b.firstSeen),
  name: (a, b) => a.title.localeCompare(b.title),
}

/** In the chosen order, and by id where it does not decide, so that a reload shows the same list. */
export function inOrder(cards: readonly RecommendationCard[], order: Order): readonly RecommendationCard[] {
  return [...cards].sort((a, b) => BY[order](a, b) || (a.id < b.id ? -1 : 1))
}

export interface CurrencySum extends SavingsRange {
  readonly currency: string
  /** What counts in the totals if all of it is true: overlaps once. */
  readonly counted: number
  /** The same by the probability of each, as the headline's expected is made. */
  readonly likely: number
  readonly cards: number
}

/** Savings a month of some, each currency for itself, the largest first. */
export function sumsOf(cards: readonly RecommendationCard[]): readonly CurrencySum[] {
  const sums = new Map<string, CurrencySum>()
  for (const { currency, monthlySavings, countedSavings, confidence } of cards) {
    const { low, expected, high, counted, likely, cards: count } = sums.get(currency) ?? NOTHING
    sums.set(currency, {
      currency,
      low: low + monthlySavings.low,
      expected: expected + monthlySavings.expected,
      high: high + monthlySavings.high,
      counted: counted + countedSavings,
      likely: likely + countedSavings * confidence,
      cards: count + 1,
    })
  }
  return [...sums.values()].sort((a, b) => b.counted - a.counted)
}

const NOTHING = { low: 0, expected: 0, high: 0, counted: 0, likely: 0, cards: 0 }

/** Saving a month × confidence ÷ effort: what to do first. */
function worth({ countedSavings, confidence, effort }: RecommendationCard): number {
  return (countedSavings * confidence) / (HOURS[effort] ?? 1)
}
