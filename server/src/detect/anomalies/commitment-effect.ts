import { changeOf } from './change.ts'
import type { Part } from './incident.ts'
import type { Atom } from './read-atoms.ts'

const MOST = 0.5

/**
 * True where a commitment makes the difference and not the usage: at least half of the rise is paid by one that was
 * bought for it (its fee is no anomaly), or the same usage costs more since one has ended, or less since one began.
 */
export function isCommitmentEffect({ node, episode }: Part): boolean {
  if (node.members.every(({ covered }) => covered === undefined)) return false
  const change = (valuesOf: (atom: Atom) => readonly number[] | undefined) =>
    node.members.reduce(
      (total, atom) => total + changeOf(valuesOf(atom) ?? [], episode.start, episode.detected),
      0,
    )
  const paid = change(({ values }) => values)
  const covered = change((atom) => atom.covered)
  const onDemand = change((atom) => atom.onDemand ?? atom.values)
  return (paid > 0 && covered >= MOST * paid) || onDemand / paid < MOST
}
