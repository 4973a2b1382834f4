import type { Range } from '../rules/rule.ts'
import type { Planted } from './truth-file.ts'

/** What somebody promises a month: a rule of ours, or the naive baseline. */
export interface Claim {
  readonly rule: string
  readonly grade: string
  readonly currency: string
  readonly billingAccountId: string
  readonly subAccountId: string | null
  readonly service: string | null
  readonly region: string | null
  readonly resourceIds: readonly string[]
  /** On its own, and what of it counts in the total. */
  readonly savings: Range
  readonly counted: number
}

/** A claim beside what is planted where it points. */
export interface Scored {
  readonly claim: Claim
  /** Planted waste that the claim names with a rule that is right for it, and what that rule really saves there. */
  readonly hits: readonly Hit[]
  /** What the hits would really save by this rule. */
  readonly truth: number
  /** Part of what it counts that points at decoys, by their number among its resources. */
  readonly onDecoys: number
}

export interface Hit {
  readonly piece: Planted
  readonly saving: number
}

/**
 * Finds for each claim what the truth says of the same resources, or of the same lines where there are none. A claim on a
 * part of a piece's resources stands beside that part of its saving, by their cost a month (`costs`, ids in lower case); claims on the same lines share it by their size.
 */
export function scoreClaims(
  claims: readonly Claim[],
  planted: readonly Planted[],
  costs: ReadonlyMap<string, number>,
): Scored[] {
  const byResource = new Map<string, Planted[]>()
  for (const piece of planted)
    for (const id of piece.resourceIds) byResource.set(key(id), [...(byResource.get(key(id)) ?? []), piece])
  const lineless = planted.filter(({ resourceIds }) => resourceIds.length === 0)
  return claims.map((claim) => {
    const near = new Set([
      ...claim.resourceIds.flatMap((id) => byResource.get(key(id)) ?? []),
      ...lineless.filter((piece) => sameLines(claim, piece)),
    ])
    const hits = [...near]
      .filter((piece) => piece.rules.includes(claim.rule))
      .map((piece) => ({
        piece,
        saving: savingBy(piece, claim.rule) * partOf(claim, piece, { claims, costs }),
      }))
    return {
      claim,
      hits,
      truth: hits.reduce((sum, { saving }) => sum + saving, 0),
      onDecoys: decoyed(claim, near),
    }
  })
}

interface Others {
  readonly claims: readonly Claim[]
  readonly costs: ReadonlyMap<string, number>
}

function partOf(claim: Claim, piece: Planted, { claims, costs }: Others): number {
  if (piece.resourceIds.length > 0) {
    const named = new Set(claim.resourceIds.map(key))
    const weigh = (ids: readonly string[]) => ids.reduce((sum, id) => sum + (costs.get(key(id)) ?? 1), 0)
    const whole = weigh(piece.resourceIds)
    return whole === 0 ? 0 : weigh(piece.resourceIds.filter((id) => named.has(key(id)))) / whole
  }
  const rivals = claims.filter((other) => other.rule === claim.rule && sameLines(other, piece))
  const total = rivals.reduce((sum, { savings }) => sum + savings.expected, 0)
  return total === 0 ? 0 : claim.savings.expected / total
}

/** What a piece saves by a rule: 0 by one that is not right for it. */
export function savingBy(piece: Planted, rule: string): number {
  return piece.savings.find((saving) => saving.rule === rule)?.monthlySaving ?? 0
}

function decoyed(claim: Claim, near: ReadonlySet<Planted>): number {
  const decoys = [...near].filter((piece) => tempted(claim, piece))
  if (decoys.length === 0) return 0
  const ids = new Set(decoys.flatMap(({ resourceIds }) => resourceIds.map(key)))
  const named = claim.resourceIds.filter((id) => ids.has(key(id))).length
  const share = claim.resourceIds.length === 0 ? 1 : named / claim.resourceIds.length
  return claim.counted * share
}

/** A claim names a decoy by its resource; by its lines only where it is of a rule that may fall for it. */
function tempted({ rule }: Claim, { kind, rules, resourceIds, tempts }: Planted): boolean {
  if (kind !== 'decoy' || rules.includes(rule)) return false
  return resourceIds.length > 0 || tempts.includes(rule)
}

function sameLines(claim: Claim, { currency, lines, billingAccountId }: Planted): boolean {
  return (
    currency === claim.currency &&
    key(billingAccountId) === key(claim.billingAccountId) &&
    lines.some(
      (line) =>
        line.service === claim.service &&
        (claim.subAccountId === null ||
          line.subAccountId === null ||
          line.subAccountId === claim.subAccountId) &&
        (claim.region === null || line.region === null || line.region === claim.region),
    )
  )
}

/** Azure writes the ids of its resources in any case. */
function key(id: string): string {
  return id.toLowerCase()
}
