import type { RecommendationStatus } from '@outlay/shared/recommendations'

/** A recommendation as it stands in the database when a run comes by. */
export interface Standing {
  readonly id: string
  readonly status: RecommendationStatus
  /** Of a snoozed one. */
  readonly until: string | null
  readonly untilCost: number | null
}

export interface Transition {
  readonly to: RecommendationStatus
  readonly reason: string
}

/**
 * What a run does to the status of a recommendation that it found again (with its cost a month), or found no more (`null`).
 * Undefined where it stays as it is.
 */
export function nextStatus(standing: Standing, cost: number | null, today: string): Transition | undefined {
  return cost === null ? notFound(standing) : foundAgain(standing, cost, today)
}

function foundAgain(
  { status, until, untilCost }: Standing,
  cost: number,
  today: string,
): Transition | undefined {
  if (status === 'expired') return { to: 'open', reason: 'It is there again.' }
  if (status === 'applied' || status === 'verified')
    return {
      to: 'in_progress',
      reason: 'The bill shows it again: the change was taken back, or in part only.',
    }
  if (status !== 'snoozed') return undefined
  if (until !== null && until <= today) return { to: 'open', reason: `It was snoozed until ${until}.` }
  if (untilCost !== null && cost > untilCost)
    return { to: 'open', reason: `It costs more than the ${untilCost} a month that it was snoozed for.` }
  return undefined
}

function notFound({ status }: Standing): Transition | undefined {
  switch (status) {
    case 'accepted':
    case 'in_progress':
      return { to: 'applied', reason: 'The bill no longer shows it.' }
    case 'open':
    case 'snoozed':
      return { to: 'expired', reason: 'The bill no longer shows it, and nobody had taken it up.' }
    default:
      return undefined
  }
}
