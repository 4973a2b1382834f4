import type { CommitmentRecord } from '@outlay/shared/commitments'
import { daysBetween } from '@outlay/shared/period'
import type { Returning } from './demand.ts'
import type { DemandScope } from './scopes.ts'

/** Active discount commitments on usage of a scope's services and account; with `days`, those that end within them. */
export function existingIn(
  commitments: readonly CommitmentRecord[],
  scope: DemandScope,
  days: number | null,
): readonly CommitmentRecord[] {
  const services = new Set(scope.kinds.map(({ service }) => service))
  return commitments.filter(
    (each) =>
      each.state === 'active' &&
      each.kind === 'discount' &&
      each.billingAccount === scope.billingAccount &&
      each.currency === scope.currency &&
      (each.service === null || services.has(each.service)) &&
      (days === null || (days > 0 && each.daysLeft !== null && each.daysLeft <= days)),
  )
}

/** What they cover, an hour, at on-demand prices. */
export function coveredHourly(commitments: readonly CommitmentRecord[]): number {
  return commitments.reduce((sum, { used, discount, window }) => {
    const hours = daysBetween(window.start, window.end) * 24
    return sum + Number(used) / (1 - (discount ?? 0)) / Math.max(1, hours)
  }, 0)
}

/** A commitment whose discount is not known comes back at what it costs now. */
export function returningOf(commitments: readonly CommitmentRecord[]): readonly Returning[] {
  return commitments.map(({ id, discount }) => ({ id, factor: 1 / (1 - (discount ?? 0)) }))
}
