import type { AnomalyScope } from '@outlay/shared/detect'
import { groupBy } from '@outlay/shared/group-by'
import { type Incident, type Part, toIncident } from './incident.ts'
import type { Place } from './tree.ts'

/** Parts that begin within this many days of each other in one account, the same way, have one cause. */
const SAME_START = 1
/** An episode that comes back so soon is the same incident. */
const GAP = 3

/** One incident for one cause: by account and direction, then the same service of several accounts. */
export function mergeParts(parts: readonly Part[]): readonly Incident[] {
  const groups = groupBy(parts, ({ node: { place, scope }, episode }) =>
    [
      scope,
      place.provider,
      place.billing_account,
      place.sub_account,
      place.team,
      place.currency,
      episode.direction,
    ].join('\0'),
  )
  return [...groups.values()].flatMap((members) => chain(members).map(unite))
}

/** Parts in order of their start, cut where the next neither starts with another nor continues one of the same series. */
function chain(members: readonly Part[]): readonly (readonly Part[])[] {
  const chains: Part[][] = []
  for (const part of members.toSorted((a, b) => a.episode.start - b.episode.start)) {
    const home = chains.find((each) => each.some((other) => together(other, part)))
    if (home === undefined) chains.push([part])
    else home.push(part)
  }
  return chains
}

function together(one: Part, other: Part): boolean {
  if (one.node === other.node) return other.episode.start - one.episode.last <= GAP + 1
  return Math.abs(one.episode.start - other.episode.start) <= SAME_START
}

function unite(parts: readonly Part[]): Incident {
  const places = parts.map(({ node }) => node.place)
  const [first] = parts
  if (first === undefined) throw new RangeError('an incident has at least one part')
  const common = commonPlace(places, first.node.place)
  const scope =
    first.node.scope === 'usage_type' || first.node.scope === 'service' ? scopeOf(common) : first.node.scope
  return toIncident(scope, common, parts)
}

/** What all places agree on. */
export function commonPlace(places: readonly Place[], first: Place): Place {
  const agreed = <K extends keyof Place>(column: K) =>
    places.every((place) => place[column] === first[column]) ? first[column] : null
  const service = agreed('service')
  return {
    ...first,
    sub_account: agreed('sub_account'),
    sub_account_name: agreed('sub_account_name'),
    service,
    usage_type: service === null ? null : agreed('usage_type'),
  }
}

function scopeOf({ service, usage_type }: Place): AnomalyScope {
  if (service === null) return 'account'
  return usage_type === null ? 'service' : 'usage_type'
}
