import type { Range } from '../rules/rule.ts'
import type { Planted } from './truth-file.ts'

/** What somebody promises a month: a rule of ours, or the naive baseline. */
export interface Claim {
  readonly rule: string
  readonly grade: string
  readonly currency: string
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

/** Finds for each claim what the truth says of the same resources, or of the same lines where there are none. */
export function scoreClaims(claims: readonly Claim[], planted: readonly Planted[]): Scored[] {
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
      .map((piece) => ({ piece, saving: savingBy(piece, claim.rule) }))
    return {
      claim,
      hits,
      truth: hits.reduce((sum, { saving }) => sum + saving, 0),
      onDecoys: decoyed(claim, near),
    }
  })
}

/** What a piece saves by a rule: 0 by one that is not right for it. */
export function savingBy(piece: Planted, rule: string): number {
  return piece.savings.find((saving) => saving.rule === rule)?.monthlySaving ?? 0
}

function decoyed(claim: Claim, near: ReadonlySet<Planted>): number {
  const decoys = [...near].filter((piece) => piece.kind === 'decoy' && !piece.rules.includes(claim.rule))
  if (decoys.length === 0) return 0
  const ids = new Set(decoys.flatMap(({ resourceIds }) => resourceIds.map(key)))
  const named = claim.resourceIds.filter((id) => ids.has(key(id))).length
  const share = claim.resourceIds.length === 0 ? 1 : named / claim.resourceIds.length
  return claim.counted * share
}

function sameLines(claim: Claim, { currency, lines }: Planted): boolean {
  return (
    currency === claim.currency &&
    lines.some(
      (line) =>
        line.service === claim.service &&
        (claim.subAccountId === null || line.subAccountId === claim.subAccountId) &&
        (claim.region === null || line.region === null || line.region === claim.region),
    )
  )
}

/** Azure writes the ids of its resources in any case. */
function key(id: string): string {
  return id.toLowerCase()
}
