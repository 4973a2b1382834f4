import type { GateFactor } from './find-incidents.ts'
import type { StoredAnomaly } from './stored.ts'
import type { Node } from './tree.ts'

/** What was no anomaly once is none again until it is larger by this factor. */
const LARGER = 1.2
const MOST = 20

/**
 * Gates of places where people said "not an anomaly": as high as what they said it of, and a little higher. The places
 * above have the same gate, or the same excess would be told there.
 */
export function gateFactor(stored: readonly StoredAnomaly[]): GateFactor {
  const dismissed = stored.filter(({ classification }) => classification === 'not_anomaly')
  return (node) => {
    const amounts = dismissed.filter((one) => isIn(one, node)).map((one) => Math.abs(one.excess_per_day))
    const gate = node.gate[node.last] ?? 0
    return gate === 0 ? 1 : Math.min(MOST, Math.max(1, (LARGER * Math.max(0, ...amounts)) / gate))
  }
}

const COLUMNS = ['provider', 'billing_account', 'sub_account', 'service', 'usage_type'] as const

function isIn(one: StoredAnomaly, { scope, place }: Node): boolean {
  if (one.currency !== place.currency) return false
  if (scope === 'team') return one.team === place.team
  return (
    one.scope !== 'team' && COLUMNS.every((column) => place[column] === null || place[column] === one[column])
  )
}
