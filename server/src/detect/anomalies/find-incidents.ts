import type { AnomalyScope } from '@outlay/shared/detect'
import { groupBy } from '@outlay/shared/group-by'
import { changeOf } from './change.ts'
import { isCommitmentEffect } from './commitment-effect.ts'
import { explainedOn, type Incident, type Part } from './incident.ts'
import { mergeParts } from './merge.ts'
import { findMixes, type Seen, serviceKey } from './mix.ts'
import { uniteOpposites } from './opposites.ts'
import type { Atoms } from './read-atoms.ts'
import { joinAbove, SAME_CAUSE, type Told } from './same-cause.ts'
import { type Above, showsAbove } from './shows-above.ts'
import { teamShares } from './team-share.ts'
import { isChargeMoved } from './team-tags.ts'
import { type Node, nodesOf } from './tree.ts'
import type { Watched } from './walk.ts'
import { watch } from './watch.ts'

/** Factor on the gate of a series: above 1 where people said "not an anomaly" before. */
export type GateFactor = (node: Node) => number

/** Least excess as a share of what is expected (finops guide §6). */
const SHARE = 0.2
/** Of an incident a team has to bear this much, so that it is the team's own. */
const MOST = 0.5
const PARENTS: readonly AnomalyScope[] = ['service', 'account', 'provider', 'team']

/**
 * All incidents of the history, as they would have been raised day by day: usage types first; a place above them is
 * watched without what its children explain, so that one cause is one incident.
 */
export function findIncidents(atoms: Atoms, factorOf: GateFactor): readonly Incident[] {
  const seen = (node: Node): Seen => ({ node, watched: watchNode(node, factorOf) })
  const leaves = nodesOf(atoms, 'usage_type').map(seen)
  const services = nodesOf(atoms, 'service').map(seen)
  const above = aboveOf(services, leaves)
  const parts = leaves.flatMap(partsOf).filter((part) => showsAbove(part, above(part), SHARE))
  let told: Told = { incidents: uniteOpposites(mergeParts(parts)), absorbed: [] }
  for (const scope of PARENTS) {
    const explained = [...told.incidents.flatMap((incident) => incident.parts), ...told.absorbed]
    const rest = mergeParts(residualParts(atoms, scope, explained, factorOf))
    told = joinAbove(told, rest, (whole, part) => isAbove(atoms, whole, part))
  }
  const { incidents } = told
  const mixes = findMixes(services, leaves, SHARE).filter((mix) => !isTold(mix, incidents))
  return [...incidents, ...mixes].filter(({ parts: members }) => !members.every(isCommitmentEffect))
}

/** Finds the service of a part, with all its usage types. */
function aboveOf(services: readonly Seen[], leaves: readonly Seen[]): (part: Part) => Above | undefined {
  const siblings = groupBy(
    leaves.map(({ node }) => node),
    serviceKey,
  )
  const byKey = new Map(services.map((seen) => [serviceKey(seen.node), seen]))
  return ({ node }) => {
    const seen = byKey.get(serviceKey(node))
    return seen && { ...seen, siblings: siblings.get(serviceKey(node)) ?? [] }
  }
}

function partsOf({ node, watched }: Seen): readonly Part[] {
  return watched.episodes.map((episode) => ({ node, watched, episode }))
}

function isTold(mix: Incident, incidents: readonly Incident[]): boolean {
  return incidents.some(
    ({ place, start, last }) =>
      place.sub_account === mix.place.sub_account &&
      (place.service === null || place.service === mix.place.service) &&
      start <= mix.start + SAME_CAUSE &&
      last >= mix.start - SAME_CAUSE,
  )
}

function watchNode(node: Node, factorOf: GateFactor, explained?: readonly number[]): Watched {
  const factor = factorOf(node)
  return watch(node.values, {
    first: node.first,
    last: node.last,
    gate: factor === 1 ? node.gate : node.gate.map((gate) => gate * factor),
    share: SHARE,
    ...(explained === undefined ? {} : { explained }),
  })
}

/** True when an incident lies in the place of another, or is borne by its team. */
function isAbove(atoms: Atoms, whole: Incident, part: Incident): boolean {
  if (whole.scope !== 'team') return part.scope !== 'team' && holds(whole, part)
  const [first] = part.parts
  return first !== undefined && (teamShares(atoms, first).get(whole.place.team) ?? 0) >= MOST
}

/** Episodes of a level above the leaves, of what no incident below explains. */
function residualParts(
  atoms: Atoms,
  scope: AnomalyScope,
  explained: readonly Part[],
  factorOf: GateFactor,
): readonly Part[] {
  const shares = new Map(scope === 'team' ? explained.map((part) => [part, teamShares(atoms, part)]) : [])
  const shareOf = (whole: Node, part: Part) => {
    if (scope !== 'team') return Number(holds(whole, part.node))
    return part.node.place.currency === whole.place.currency
      ? (shares.get(part)?.get(whole.place.team) ?? 0)
      : 0
  }
  return nodesOf(atoms, scope).flatMap((whole) => {
    const below = explained
      .map((part) => ({ part, share: shareOf(whole, part) }))
      .filter(({ share }) => share > 0)
    const taken = whole.values.map((_, day) =>
      below.reduce((total, { part, share }) => total + share * explainedOn(part, day), 0),
    )
    const node = { ...whole, values: whole.values.map((value, day) => value - (taken[day] ?? 0)) }
    const parts = partsOf({ node, watched: watchNode(node, factorOf, taken) }).filter((part) =>
      fellItself(whole, part),
    )
    return scope === 'team' ? parts.filter((part) => !isChargeMoved(atoms, part)) : parts
  })
}

/** False for a drop that only what was taken out makes: the place itself did not fall. */
function fellItself({ values }: Node, { episode: { direction, start, detected } }: Part): boolean {
  return direction === 'up' || changeOf(values, start, detected) < 0
}

/** A place holds another when every column that it names is the same there. */
function holds(parent: Pick<Node, 'place' | 'scope'>, child: Pick<Node, 'place'>): boolean {
  const { provider, billing_account, sub_account, service, currency } = parent.place
  const place = child.place
  return (
    place.currency === currency &&
    (provider === null || place.provider === provider) &&
    (billing_account === null || place.billing_account === billing_account) &&
    (parent.scope === 'provider' || place.sub_account === sub_account) &&
    (parent.scope !== 'service' || place.service === service)
  )
}
