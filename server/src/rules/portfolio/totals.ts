import { groupBy } from '@outlay/shared/group-by'
import type { Family, Grade, Range, SavingsClass, Stage } from '../rule.ts'
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

/** What a total needs to know of a recommendation. */
export interface Summand {
  readonly currency: string
  readonly class: SavingsClass
  readonly family: Family
  readonly stage: Stage
  readonly grade: Grade
  readonly probability: number
  /** A month, as it counts beside all others. */
  readonly counted: Range
}

export function toSummand({ rule, candidate, finding, counted }: CountedCard): Summand {
  return {
    currency: candidate.currency,
    class: rule.class,
    family: rule.family,
    stage: rule.stage,
    grade: finding.grade,
    probability: finding.probability,
    counted,
  }
}

/** One row a currency, the largest expected saving first; currencies are never added. */
export function totalsOf(summands: readonly Summand[], seed: number): CurrencyTotals[] {
  return [...groupBy(summands, ({ currency }) => currency)]
    .map(([currency, group]) => ofCurrency(currency, group, seed))
    .toSorted((a, b) => b.expected - a.expected)
}

const PROVEN = ['P', 'I', 'U']

function ofCurrency(currency: string, summands: readonly Summand[], seed: number): CurrencyTotals {
  const saving = summands.filter((one) => one.class !== 'avoidance')
  const avoided = summands.filter((one) => one.class === 'avoidance')
  const proven = saving.filter(({ stage, grade }) => PROVEN.includes(grade) && stage !== 'commit')
  const draws = saving.map(({ family, counted, probability }) => ({ family, savings: counted, probability }))
  return {
    currency,
    proven: sum(proven, ({ counted }) => counted.low),
    expected: sum(saving, ({ counted, probability }) => probability * counted.expected),
    ceiling: sum(saving, ({ counted }) => counted.high),
    ...simulateTotal(draws, seed),
    avoidance: sum(avoided, ({ counted, probability }) => probability * counted.expected),
  }
}

function sum(summands: readonly Summand[], value: (one: Summand) => number): number {
  return summands.reduce((total, one) => total + value(one), 0)
}
