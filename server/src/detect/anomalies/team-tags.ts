import { changeOf } from './change.ts'
import type { Part } from './incident.ts'
import type { Atoms } from './read-atoms.ts'

const MOST = 0.5

/** True where a team pays more or less because costs are charged to another: its services cost together what they did. */
export function isChargeMoved({ atoms }: Atoms, { node, episode }: Part): boolean {
  const key = (atom: (typeof atoms)[number]) => [atom.sub_account, atom.service, atom.currency].join('\0')
  const places = new Set(node.members.map(key))
  const change = (values: readonly number[]) => changeOf(values, episode.start, episode.detected)
  const own = change(node.values)
  const others = atoms
    .filter((atom) => atom.team !== node.place.team && places.has(key(atom)))
    .reduce((total, atom) => total + change(atom.values), 0)
  return -others / own >= MOST
}
