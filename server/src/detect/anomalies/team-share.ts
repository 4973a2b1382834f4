import { changeOf } from './change.ts'
import type { Part } from './incident.ts'
import type { Atom, Atoms } from './read-atoms.ts'
import type { Place } from './tree.ts'

/** Share of a part's excess that each team bears: its change against the four weeks before, of all teams' changes; 0–1. */
export function teamShares({ atoms }: Atoms, part: Part): ReadonlyMap<string | null, number> {
  const rises = new Map<string | null, number>()
  if (part.node.scope === 'team') return rises
  for (const atom of atoms) {
    if (isIn(part.node.place, atom))
      rises.set(
        atom.team,
        (rises.get(atom.team) ?? 0) + Math.abs(changeOf(atom.values, part.episode.start, part.episode.last)),
      )
  }
  const all = [...rises.values()].reduce((total, rise) => total + rise, 0)
  return new Map([...rises].map(([team, rise]) => [team, all === 0 ? 0 : rise / all]))
}

/** True when every column that the place names is the same in the atom. */
function isIn(place: Place, atom: Atom): boolean {
  return (
    place.currency === atom.currency &&
    (place.provider === null || place.provider === atom.provider) &&
    (place.billing_account === null || place.billing_account === atom.billing_account) &&
    (place.sub_account === null || place.sub_account === atom.sub_account) &&
    (place.service === null || place.service === atom.service) &&
    (place.usage_type === null || place.usage_type === atom.usage_type)
  )
}
