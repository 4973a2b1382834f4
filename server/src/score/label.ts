import { bestCommitment, planOf } from '../rules/commitment/newsvendor.ts'
import type { SILENCES, Stage } from '../rules/rule.ts'

/** What a rule promised on a past day. */
export interface PastClaim {
  readonly rule: string
  readonly stage: Stage
  readonly currency: string
  readonly card: string
  /** Empty where the claim is on lines, or on work whose resources change from run to run. */
  readonly resources: readonly string[]
  /** What of it counted in the total, a month. */
  readonly counted: number
  readonly monthlyCost: number
  /** Of a commitment: its scope, what it would cover and cost an hour. */
  readonly commitment: { readonly scope: string; readonly covered: number; readonly hourly: number } | null
}

/** What the bill of the following months shows. */
export interface LaterFacts {
  /** Monthly cost of the cards found a month later, by id. */
  readonly cards: ReadonlyMap<string, number>
  /** What the same rule says of a resource a month later. */
  verdict(rule: string, resource: string): 'found' | (typeof SILENCES)[number] | null
  /** Cost a day of a resource in the window of the claim, in the days after it, and in the last of these. */
  cost(resource: string): { readonly before: number; readonly after: number; readonly last: number }
  /** Hours of on-demand cost of a commitment's scope after the claim. */
  hours(claim: PastClaim): readonly number[] | null
}

/**
 * - `held`: what was claimed goes on, by the same evidence on later days alone, or the commitment would have paid
 * - `removed`: its owners deleted what should be deleted
 * - `ended`: the resource went before the measure could save
 * - `refuted`: it still bills and the evidence is gone, or the commitment would have lost
 * - `unknown`: what was known later is not enough to tell
 */
export const OUTCOMES = ['held', 'removed', 'ended', 'refuted', 'unknown'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** A part of a claim: claimed dollars a month, and what the later bill lets it save at most. */
export interface Labelled {
  readonly claim: PastClaim
  readonly outcome: Outcome
  readonly claimed: number
  readonly realised: number
  /** Of a commitment: the best that another size would have saved. */
  readonly oracle: number | null
}

const HOURS_A_MONTH = 720
const UNSURE = new Set(['no_metrics', 'no_inventory', 'price_unknown', 'permission', 'too_young'])

/** Labels a claim by what came after it; a claim on several resources is split by their cost. Labels: rules guide §3. */
export function labelClaim(claim: PastClaim, later: LaterFacts): Labelled[] {
  if (claim.stage === 'commit') return [labelCommitment(claim, later.hours(claim))]
  if (claim.resources.length === 0) return [labelLines(claim, later.cards.get(claim.card))]
  const costs = claim.resources.map((resource) => later.cost(resource))
  const total = costs.reduce((sum, { before }) => sum + before, 0)
  return claim.resources.map((resource, index) => {
    const cost = costs[index] ?? { before: 0, after: 0, last: 0 }
    const claimed = claim.counted * (total > 0 ? cost.before / total : 1 / claim.resources.length)
    const outcome = outcomeOf(claim, later.verdict(claim.rule, resource), cost.last)
    return { claim, outcome, claimed, realised: claimed * boundOf(outcome, cost), oracle: null }
  })
}

function outcomeOf(claim: PastClaim, verdict: ReturnType<LaterFacts['verdict']>, last: number): Outcome {
  if (last <= 0) return claim.stage === 'delete' ? 'removed' : 'ended'
  if (verdict === 'found' || verdict === 'below_materiality') return 'held'
  return verdict !== null && UNSURE.has(verdict) ? 'unknown' : 'refuted'
}

/** No measure saves more than its part of what is billed afterwards; what was removed saved all of it. */
function boundOf(outcome: Outcome, { before, after }: { readonly before: number; readonly after: number }) {
  if (outcome === 'removed') return 1
  if (outcome === 'refuted' || outcome === 'unknown') return 0
  return before > 0 ? Math.min(1, Math.max(0, after / before)) : 0
}

function labelLines(claim: PastClaim, laterCost: number | undefined): Labelled {
  const outcome = laterCost === undefined ? 'refuted' : 'held'
  const share = claim.monthlyCost > 0 ? Math.min(1, (laterCost ?? 0) / claim.monthlyCost) : 0
  return { claim, outcome, claimed: claim.counted, realised: claim.counted * share, oracle: null }
}

/** A commitment pays while its utilisation is at least 1 − discount, which is what it costs of what it covers. */
function labelCommitment(claim: PastClaim, hours: readonly number[] | null): Labelled {
  const { counted: claimed, commitment } = claim
  if (commitment === null || commitment.covered <= 0)
    return { claim, outcome: 'unknown', claimed, realised: 0, oracle: null }
  if (hours === null || hours.length === 0)
    return { claim, outcome: 'refuted', claimed, realised: -commitment.hourly * HOURS_A_MONTH, oracle: 0 }
  const discount = 1 - commitment.hourly / commitment.covered
  const { utilisation, saving } = planOf(hours, discount, commitment.covered)
  return {
    claim,
    outcome: utilisation >= 1 - discount ? 'held' : 'refuted',
    claimed,
    realised: saving * HOURS_A_MONTH,
    oracle: bestCommitment(hours, discount).saving * HOURS_A_MONTH,
  }
}
