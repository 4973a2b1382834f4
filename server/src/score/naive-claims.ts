import type { BaselineAnswer } from '../rules/baseline/baseline.ts'
import type { Claim, Scored } from './claims.ts'
import { savingBy } from './claims.ts'
import type { Planted } from './truth-file.ts'

/** The families of our rules that mean what a naive rule says. */
const MEANT = {
  spot: /^SPOT-/,
  autoscaling: /^ML-0[46]|^IDLE-11/,
  lifecycle: /^ST-/,
} as const

/**
 * The naive baseline's claims as if they were ours: each is a flat share of a service, so that it is right as far as
 * planted waste of its kind goes in that service, and points at every decoy of the service with the same share.
 */
export function scoreNaive(
  answer: BaselineAnswer,
  planted: readonly Planted[],
  serviceOf: ReadonlyMap<string, string>,
): Scored[] {
  return answer.recommendations.map((one): Scored => {
    const saving = Number(one.potential_savings)
    const inService = planted.filter(
      (piece) =>
        piece.currency === answer.currency &&
        (piece.lines.some(({ service }) => service === one.service) ||
          piece.resourceIds.some((id) => serviceOf.get(id.toLowerCase()) === one.service)),
    )
    const means = MEANT[one.action]
    const hits = inService.flatMap((piece) => {
      const rule = piece.rules.find((each) => means.test(each))
      return piece.kind === 'waste' && rule !== undefined ? [{ piece, saving: savingBy(piece, rule) }] : []
    })
    const truth = hits.reduce((sum, { saving: each }) => sum + each, 0)
    const onDecoys = inService
      .filter(({ kind }) => kind === 'decoy')
      .reduce((sum, { monthlyCost }) => sum + monthlyCost * Number(one.savings_rate), 0)
    return { claim: toClaim(answer, one, saving), hits, truth, onDecoys }
  })
}

function toClaim(
  answer: BaselineAnswer,
  one: BaselineAnswer['recommendations'][number],
  saving: number,
): Claim {
  return {
    rule: `naive ${one.action}`,
    grade: 'W',
    currency: answer.currency ?? '',
    billingAccountId: '',
    subAccountId: null,
    service: one.service,
    region: null,
    resourceIds: [],
    savings: { low: saving, expected: saving, high: saving },
    counted: saving,
  }
}
