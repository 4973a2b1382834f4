import type { BudgetRow } from '@outlay/shared/budgets'
import type { CommitmentRecord } from '@outlay/shared/commitments'
import type { Anomaly } from '@outlay/shared/detect'
import type { PagePath } from '../../components/ui/view-link.tsx'
import { formatDay, formatMoneyCompact } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'

/** Something that waits for a person. */
export interface Need {
  readonly key: string
  readonly kind: 'budget' | 'anomaly' | 'commitment'
  readonly title: string
  readonly note: string
  /** Money at risk until the end of the month, or a month; ranks what waits. */
  readonly risk: number
  readonly currency: string
  readonly to: PagePath
  readonly selected: string
}

const EXPIRES_WITHIN_DAYS = 60

/** What waits, the most money first. */
export function rankNeeds(needs: readonly Need[], most: number): readonly Need[] {
  return needs.toSorted((a, b) => b.risk - a.risk || a.key.localeCompare(b.key)).slice(0, most)
}

/** A budget that is over, or heading there. */
export function needsOfBudgets(rows: readonly BudgetRow[]): readonly Need[] {
  return rows.flatMap(({ budget, standing }) => {
    if (standing.status !== 'over' && standing.status !== 'at_risk') return []
    const heading = Math.max(standing.forecast?.expected ?? 0, Number(standing.actual))
    const { breach } = standing
    const when =
      breach === null
        ? ''
        : breach.happened
          ? `, used up on ${formatDay(breach.day)}`
          : `, used up about ${formatDay(breach.day)}`
    const limit = Number(standing.amount ?? 0)
    return {
      key: `budget:${budget.id}`,
      kind: 'budget' as const,
      title: `${isolate(budget.name)} is heading for ${formatMoneyCompact(heading, budget.currency)} of ${formatMoneyCompact(limit, budget.currency)}`,
      note: `${standing.status === 'over' ? 'Over budget' : 'Budget at risk'}${when}`,
      risk: heading - limit,
      currency: budget.currency,
      to: '/budgets' as const,
      selected: budget.id,
    }
  })
}

/** An anomaly that goes on and nobody has taken. */
export function needsOfAnomalies(anomalies: readonly Anomaly[]): readonly Need[] {
  return anomalies
    .filter(({ state, silent }) => state === 'active' && silent === null)
    .map((anomaly) => ({
      key: `anomaly:${anomaly.id}`,
      kind: 'anomaly' as const,
      title: anomaly.sentence,
      note: `Anomaly since ${formatDay(anomaly.startedOn)}`,
      risk: Math.abs(anomaly.excess) + Math.abs(anomaly.monthEndImpact),
      currency: anomaly.currency,
      to: '/anomalies' as const,
      selected: anomaly.id,
    }))
}

/** A commitment that ends soon and costs more when it is not renewed. */
export function needsOfCommitments(commitments: readonly CommitmentRecord[]): readonly Need[] {
  return commitments.flatMap((record) => {
    const { state, daysLeft, end, notRenewing } = record
    if (state !== 'active' || daysLeft === null || daysLeft > EXPIRES_WITHIN_DAYS || end === null) return []
    return {
      key: `commitment:${record.id}`,
      kind: 'commitment' as const,
      title: `${isolate(record.name ?? record.type ?? record.id)} ends on ${formatDay(end.day)}`,
      note:
        notRenewing === null
          ? 'Commitment; no on-demand price is known for what it covers'
          : `Commitment; about ${formatMoneyCompact(notRenewing.expected, record.currency)} a month more without it`,
      risk: Math.max(notRenewing?.expected ?? 0, 0),
      currency: record.currency,
      to: '/commitments' as const,
      selected: record.id,
    }
  })
}
