import type { RecommendationCard, RecommendationStatus } from '@outlay/shared/recommendations'

/** What people change of a recommendation; what is left out stays. */
export interface StatusPatch {
  readonly status?: RecommendationStatus
  readonly reason?: string | null
  readonly until?: string | null
  /** Cost a month at which a snooze ends. */
  readonly untilCost?: number | null
  readonly assignee?: string | null
}

/** One `PATCH /recommendations`. */
export interface ChangeStep {
  readonly ids: readonly string[]
  readonly change: StatusPatch
}

const IDS_MAX = 1000
/** Statuses that people may set; the others follow from the bill. */
const SETTABLE: readonly RecommendationStatus[] = [
  'open',
  'accepted',
  'in_progress',
  'applied',
  'snoozed',
  'dismissed',
]

/** A change of some, in as many steps as the server takes them. */
export function stepsOf(ids: readonly string[], change: StatusPatch): readonly ChangeStep[] {
  const count = Math.ceil(ids.length / IDS_MAX)
  return Array.from({ length: count }, (_, index) => ({
    ids: ids.slice(index * IDS_MAX, (index + 1) * IDS_MAX),
    change,
  }))
}

/**
 * The changes that bring back what stood before `patch`, or null where something of it cannot be set by hand: a status
 * that only the bill brings.
 */
export function undoSteps(
  before: readonly RecommendationCard[],
  patch: StatusPatch,
): readonly ChangeStep[] | null {
  if (patch.status !== undefined && !before.every(canBeSet)) return null
  const groups = new Map<string, { readonly ids: string[]; readonly change: StatusPatch }>()
  for (const card of before) {
    const change: StatusPatch = {
      ...(patch.status !== undefined && {
        status: card.status,
        reason: card.statusReason,
        until: card.until,
        ...(card.status === 'snoozed' && card.untilCost !== null && { untilCost: card.untilCost }),
      }),
      ...(patch.assignee !== undefined && { assignee: card.assignee }),
    }
    const group = groups.get(JSON.stringify(change)) ?? { ids: [], change }
    group.ids.push(card.id)
    groups.set(JSON.stringify(change), group)
  }
  return [...groups.values()].flatMap(({ ids, change }) => stepsOf(ids, change))
}

function canBeSet({ status, until, untilCost, statusReason }: RecommendationCard): boolean {
  if (status === 'snoozed') return until !== null || untilCost !== null
  if (status === 'dismissed') return statusReason !== null
  return SETTABLE.includes(status)
}
