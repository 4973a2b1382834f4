import type { Claim, Scored } from './claims.ts'
import type { Planted } from './truth-file.ts'

/** How good a list of claims is against the truth. Ratios are 0–1, null where nothing can be divided. */
export interface Figures {
  readonly claims: number
  readonly claimed: number
  /** Claimed dollars that are real ÷ claimed dollars; `proven` of grades P, I and U alone. */
  readonly precision: number | null
  readonly provenPrecision: number | null
  /** Planted dollars that were claimed ÷ planted dollars. */
  readonly recall: number | null
  readonly onDecoys: number | null
  readonly claimedToTrue: number | null
  /** Share of hits whose true saving lies in their interval, and the mean width of it ÷ expected. */
  readonly contained: number | null
  readonly width: number | null
  readonly provenWidth: number | null
  /** Mean |counted − truth| of hits ÷ mean truth; the truth is the bill priced anew without the waste. */
  readonly error: number | null
}

const PROVEN = ['P', 'I', 'U']
/** The truth is written to the cent. */
const ROUNDING = 0.01

export function figuresOf(scored: readonly Scored[], planted: readonly Planted[]): Figures {
  const counted = scored.filter(({ claim }) => claim.counted > 0)
  const proven = counted.filter(({ claim }) => PROVEN.includes(claim.grade))
  const hits = scored.filter(({ hits: found, claim }) => found.length > 0 && claim.savings.expected > 0)
  const claimed = sum(counted, ({ claim }) => claim.counted)
  const waste = planted.filter(({ kind }) => kind === 'waste')
  return {
    claims: counted.length,
    claimed,
    precision: ratio(sum(counted, real), claimed),
    provenPrecision: ratio(
      sum(proven, real),
      sum(proven, ({ claim }) => claim.counted),
    ),
    recall: ratio(
      found(scored, waste),
      sum(waste, ({ monthlySaving }) => monthlySaving),
    ),
    onDecoys: ratio(
      sum(counted, ({ onDecoys }) => onDecoys),
      claimed,
    ),
    claimedToTrue: ratio(
      sum(hits, ({ claim }) => claim.savings.expected),
      sum(hits, ({ truth }) => truth),
    ),
    contained: ratio(hits.filter(contains).length, hits.length),
    width: mean(hits.map(({ claim }) => widthOf(claim))),
    provenWidth: mean(hits.filter(({ claim }) => claim.grade === 'P').map(({ claim }) => widthOf(claim))),
    error: ratio(
      sum(hits, ({ claim, truth }) => Math.abs(claim.savings.expected - truth)),
      sum(hits, ({ truth }) => truth),
    ),
  }
}

/** The part of what a claim counts that is true. */
function real({ claim, truth }: Scored): number {
  return Math.min(claim.counted, truth)
}

/** Planted dollars that the claims on each piece reach, no more than the piece is worth. */
function found(scored: readonly Scored[], waste: readonly Planted[]): number {
  const reached = new Map<Planted, number>()
  for (const { claim, hits, truth } of scored) {
    if (claim.counted <= 0 || truth <= 0) continue
    for (const { piece, saving } of hits)
      reached.set(piece, (reached.get(piece) ?? 0) + (claim.counted * saving) / truth)
  }
  return sum(waste, (piece) => Math.min(piece.monthlySaving, reached.get(piece) ?? 0))
}

function contains({ claim, truth }: Scored): boolean {
  return truth >= claim.savings.low - ROUNDING && truth <= claim.savings.high + ROUNDING
}

function widthOf({ savings }: Claim): number {
  return (savings.high - savings.low) / savings.expected
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function mean(values: readonly number[]): number | null {
  return ratio(
    values.reduce((total, value) => total + value, 0),
    values.length,
  )
}
