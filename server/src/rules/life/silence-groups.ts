import { groupBy } from '@outlay/shared/group-by'
import { addAmounts } from '@outlay/shared/money'
import type { RuleSilenceGroup } from '@outlay/shared/recommendations'
import type { RuleReport } from '../run-rules.ts'

/** Silences by reason and scope, the dearest first: what could not be judged, and what would have to be there. */
export function silenceGroups(silences: RuleReport['silences']): RuleSilenceGroup[] {
  const groups = groupBy(silences, ({ candidate, verdict }) =>
    [verdict.reason, verdict.detail, candidate.provider, candidate.sub_account, candidate.currency].join(
      '\0',
    ),
  )
  return [...groups.values()]
    .flatMap((group): RuleSilenceGroup[] => {
      const [first] = group
      if (first === undefined) return []
      const { candidate, verdict } = first
      return [
        {
          reason: verdict.reason,
          detail: verdict.detail,
          provider: candidate.provider,
          subAccountId: candidate.sub_account,
          candidates: group.length,
          cost: addAmounts(group.map((one) => one.candidate.monthly_cost)),
          currency: candidate.currency,
        },
      ]
    })
    .toSorted((a, b) => Number(b.cost) - Number(a.cost))
}
