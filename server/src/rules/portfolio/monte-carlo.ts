import type { Range } from '../rule.ts'

/** A saving that counts, with the chance that it is real. */
export interface Uncertain {
  readonly family: string
  readonly savings: Range
  readonly probability: number
}

export interface Percentiles {
  readonly p10: number
  readonly p50: number
  readonly p90: number
}

const DRAWS = 2000
/** Findings of one rule family err together: a spot discount that is wrong is wrong everywhere. */
const CORRELATION = 0.5

/**
 * Percentiles of the total: each saving is real with its probability and then drawn from a triangle of low, expected and
 * high, correlated within its family by a Gaussian copula. The same seed gives the same answer.
 */
export function simulateTotal(savings: readonly Uncertain[], seed: number): Percentiles {
  if (savings.length === 0) return { p10: 0, p50: 0, p90: 0 }
  const random = mulberry32(seed)
  const families = [...new Set(savings.map(({ family }) => family))]
  const totals = Array.from({ length: DRAWS }, () => {
    const shared = new Map(families.map((family) => [family, gaussian(random)]))
    return savings.reduce((sum, one) => {
      const z =
        Math.sqrt(CORRELATION) * (shared.get(one.family) ?? 0) + Math.sqrt(1 - CORRELATION) * gaussian(random)
      return sum + (random() < one.probability ? triangular(one.savings, normalCdf(z)) : 0)
    }, 0)
  }).toSorted((a, b) => a - b)
  const at = (share: number) => totals[Math.min(DRAWS - 1, Math.floor(share * DRAWS))] ?? 0
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) }
}

/** Quantile `u` of the triangular distribution with its mode at `expected`. */
export function triangular({ low, expected, high }: Range, u: number): number {
  if (high <= low) return expected
  const mode = (expected - low) / (high - low)
  return u < mode
    ? low + Math.sqrt(u * (high - low) * (expected - low))
    : high - Math.sqrt((1 - u) * (high - low) * (high - expected))
}

/** Abramowitz and Stegun 26.2.17; error below 7.5e-8. */
function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return z > 0 ? 1 - tail : tail
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** Mulberry32 by Tommy Ettinger (public domain). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
