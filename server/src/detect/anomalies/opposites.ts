import { type Incident, toIncident } from './incident.ts'
import { commonPlace } from './merge.ts'

/** Incidents that begin so close to each other, one up and one down, may be one change of the mix. */
const SAME_START = 1
/** Of what moved, at most this share may be more or less spend. */
const NET = 0.5

/** Two incidents of one account that begin together and cancel out are one: the spend went elsewhere. */
export function uniteOpposites(incidents: readonly Incident[]): readonly Incident[] {
  const left = [...incidents]
  const united: Incident[] = []
  for (const drop of incidents.filter(({ kind }) => kind === 'drop')) {
    const rise = left.find((other) => other.kind !== 'drop' && isOpposite(drop, other))
    if (rise === undefined) continue
    left.splice(left.indexOf(drop), 1)
    left.splice(left.indexOf(rise), 1)
    const parts = [...rise.parts, ...drop.parts]
    const place = commonPlace(
      parts.map(({ node }) => node.place),
      rise.place,
    )
    united.push({ ...toIncident(place.service === null ? 'account' : 'service', place, parts), kind: 'mix' })
  }
  return [...left, ...united]
}

function isOpposite(drop: Incident, rise: Incident): boolean {
  const { place } = drop
  if (place.sub_account === null || place.sub_account !== rise.place.sub_account) return false
  if (place.currency !== rise.place.currency || Math.abs(drop.start - rise.start) > SAME_START) return false
  const down = -excess(drop)
  const up = excess(rise)
  return Math.abs(up - down) <= NET * Math.max(up, down)
}

/** Mean a day up to the day of detection, when the decision has to be made. */
function excess({ parts, start, detected }: Incident): number {
  let total = 0
  for (let day = start; day <= detected; day++) {
    for (const { node, watched } of parts) total += (node.values[day] ?? 0) - (watched.expected[day] ?? 0)
  }
  return total / (detected - start + 1)
}
