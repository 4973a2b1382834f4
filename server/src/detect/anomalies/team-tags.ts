import { groupBy } from '@outlay/shared/group-by'
import { sum } from '../stats/quantile.ts'
import { changeOf } from './change.ts'
import type { Part } from './incident.ts'
import type { Atom, Atoms } from './read-atoms.ts'

const MOST = 0.5

/**
 * True where a team pays more or less because costs are charged to another: at least half of its change is met, in the
 * same account and usage type, by the opposite change of other teams or of what had none. Asked of each usage type by
 * itself, so that growth elsewhere in the service does not hide a tag that was given or taken.
 */
export function isChargeMoved({ atoms }: Atoms, { node, episode }: Part): boolean {
  const change = (members: readonly Atom[]) =>
    sum(members.map(({ values }) => changeOf(values, episode.start, episode.detected)))
  const cells = groupBy(atoms, cellOf)
  const own = change(node.members)
  const moved = [...groupBy(node.members, cellOf)].map(([cell, members]) => {
    const others = (cells.get(cell) ?? []).filter(({ team }) => team !== node.place.team)
    return opposed(change(members), change(others))
  })
  return own !== 0 && sum(moved) / own >= MOST
}

function cellOf({ sub_account, service, usage_type, currency }: Atom): string {
  return [sub_account, service, usage_type, currency].join('\0')
}

/** What of a change is met by one the other way, with the sign of the first. */
function opposed(change: number, other: number): number {
  return change * other < 0 ? Math.sign(change) * Math.min(Math.abs(change), Math.abs(other)) : 0
}
