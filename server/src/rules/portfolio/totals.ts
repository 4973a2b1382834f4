import { groupBy } from '@outlay/shared/group-by'
import type { CountedCard } from './count.ts'
import { simulateTotal } from './monte-carlo.ts'

/** What all measures together may save a month, in one currency. Definitions: finops §5. */
export interface CurrencyTotals {
  readonly currency: string
  /** The headline: low ends of what is proven on usage, and of rates without a promise. */
  readonly proven: number
  /** Σ probability × expected. */
  readonly expected: number
  /** Σ high; never a headline. */
  readonly ceiling: number
  readonly p10: number
  readonly p50: number
  readonly p90: number
  /** Costs that will not arise; never part of the others. */
  readonly avoidance: number
}

/** One row a currency, the largest expected saving first; currencies are never added. */
export function totalsOf(cards: readonly CountedCard[], seed: number): CurrencyTotals[] {
  return [...groupBy(cards, ({ candidate }) => candidate.currency)]
    .map(([currency, group]) => ofCurrency(currency, group, seed))
    .toSorted((a, b) => b.expected - a.expected)
}

const PROVEN = ['P', 'I', 'U']

function ofCurrency(currency: string, cards: readonly CountedCard[], seed: number): CurrencyTotals {
  const saving = cards.filter(({ rule }) => rule.class !== 'avoidance')
  const avoided = cards.filter(({ rule }) => rule.class === 'avoidance')
  const proven = saving.filter(
    ({ rule, finding }) => PROVEN.includes(finding.grade) && rule.stage !== 'commit',
  )
  const draws = saving.map(({ rule, counted, finding }) => ({
    family: rule.family,
    savings: counted,
    probability: finding.probability,
  }))
  return {
    currency,
    proven: sum(proven, ({ counted }) => counted.low),
    expected: sum(saving, ({ counted, finding }) => finding.probability * counted.expected),
    ceiling: sum(saving, ({ counted }) => counted.high),
    ...simulateTotal(draws, seed),
    avoidance: sum(avoided, ({ counted, finding }) => finding.probability * counted.expected),
  }
}

function sum(cards: readonly CountedCard[], value: (card: CountedCard) => number): number {
  return cards.reduce((total, card) => total + value(card), 0)
}
