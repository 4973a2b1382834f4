import type { RuleAnswer, RuleSilenceGroup } from '@outlay/shared/recommendations'
import { addAmounts } from '../../../lib/amounts.ts'

/** Candidates that a rule left for one reason, in one currency. Costs of two rules may be of the same resource: never added. */
export interface Reason {
  readonly reason: string
  readonly detail: string
  readonly rule: string
  readonly providers: readonly string[]
  readonly accounts: readonly string[]
  readonly candidates: number
  /** EffectiveCost of 30 days, exact. */
  readonly cost: string
  readonly currency: string
}

const REASON: Readonly<Record<string, string>> = {
  no_metrics: 'No metrics',
  no_inventory: 'No inventory',
  price_unknown: 'Price unknown',
  permission: 'Permission missing',
  too_young: 'Too young',
  below_materiality: 'Too small',
  already_covered: 'Covered by a commitment',
  not_worth_it: 'Not worth it',
  excluded: 'Left out',
}

/** Reasons for which a rule could not judge at all; the others judged, and left it. */
const UNJUDGED: readonly string[] = ['no_metrics', 'no_inventory', 'price_unknown', 'permission', 'too_young']

export function reasonLabel(reason: string): string {
  return REASON[reason] ?? reason.replaceAll('_', ' ')
}

/** True where the cost could not be judged, as against judged and left. */
export function isUnjudged({ reason }: Pick<Reason, 'reason'>): boolean {
  return UNJUDGED.includes(reason)
}

/** Why rules left what they looked at, over all accounts: the dearest first, what could not be judged before the rest. */
export function reasonsOf(rules: readonly Pick<RuleAnswer, 'id' | 'lastOutcome'>[]): readonly Reason[] {
  const groups = new Map<string, { rule: string; silence: RuleSilenceGroup }[]>()
  for (const { id, lastOutcome } of rules)
    for (const silence of lastOutcome?.silences ?? []) {
      const key = [id, silence.reason, silence.detail, silence.currency].join('\0')
      groups.set(key, [...(groups.get(key) ?? []), { rule: id, silence }])
    }
  return [...groups.values()]
    .flatMap((group) => toReason(group))
    .sort((a, b) => Number(isUnjudged(b)) - Number(isUnjudged(a)) || Number(b.cost) - Number(a.cost))
}

function toReason(group: readonly { rule: string; silence: RuleSilenceGroup }[]): readonly Reason[] {
  const [first] = group
  if (first === undefined) return []
  const { reason, detail, currency } = first.silence
  const unique = (values: readonly (string | null)[]) => [
    ...new Set(values.filter((value) => value !== null)),
  ]
  return [
    {
      reason,
      detail,
      currency,
      rule: first.rule,
      providers: unique(group.map(({ silence }) => silence.provider)),
      accounts: unique(group.map(({ silence }) => silence.subAccountId)),
      candidates: group.reduce((sum, { silence }) => sum + silence.candidates, 0),
      cost: addAmounts(group.map(({ silence }) => silence.cost)),
    },
  ]
}
