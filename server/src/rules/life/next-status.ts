import type { RecommendationStatus } from '@outlay/shared/recommendations'

/** A recommendation as it stands in the database when a run comes by. */
export interface Standing {
  readonly id: string
  readonly status: RecommendationStatus
  /** Of a snoozed one. */
  readonly until: string | null
  /** Of a snoozed one the cost a month, of a dismissed one the saving, from which it comes back. */
  readonly untilCost: number | null
}

/** What a run found of it, a month. */
export interface Found {
  readonly cost: number
  readonly saving: number
}

export interface Transition {
  readonly to: RecommendationStatus
  readonly reason: string
}

/**
 * What a run does to the status of a recommendation that it found again, or found no more (`null`).
 * Undefined where it stays as it is.
 */
export function nextStatus(standing: Standing, found: Found | null, today: string): Transition | undefined {
  return found === null ? notFound(standing) : foundAgain(standing, found, today)
}

function foundAgain(
  { status, until, untilCost }: Standing,
  { cost, saving }: Found,
  today: string,
): Transition | undefined {
  if (status === 'expired') return { to: 'open', reason: 'It is there again.' }
  if (status === 'applied' || status === 'verified')
    return {
      to: 'in_progress',
      reason: 'The bill shows it again: the change was taken back, or in part only.',
    }
  if (status === 'dismissed' && untilCost !== null && saving >= untilCost)
    return {
      to: 'open',
      reason: `It saves ${money(saving)} a month: twice what it did when it was dismissed.`,
    }
  if (status !== 'snoozed') return undefined
  if (until !== null && until <= today) return { to: 'open', reason: `It was snoozed until ${until}.` }
  if (untilCost !== null && cost >= untilCost)
    return { to: 'open', reason: `It costs the ${money(untilCost)} a month that it was snoozed until.` }
  return undefined
}

function money(amount: number): string {
  return amount.toFixed(2)
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
