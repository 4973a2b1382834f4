import { sum } from '../stats/quantile.ts'
import type { Part } from './incident.ts'
import type { Node } from './tree.ts'
import type { Watched } from './walk.ts'

/** A child counts where its parent moved by at least this share of it; else something else moved the other way. */
const SEEN = 0.5
/** Of what it costs now, at most this share was expected of something new. */
const NEW_SHARE = 0.05
/** A usage type has to move its service by this share at least. */
const WORTH = 0.1

/**
 * True when the place above moved with the part: a usage type that only takes the place of another is no more spend.
 * What is new below, or less, has to move the place above by the share that an anomaly needs: every new size or model
 * has a usage type of its own. The rest has to move it by a tenth.
 */
export function showsAbove(
  part: Part,
  parent: { readonly node: Node; readonly watched: Watched } | undefined,
  share: number,
): boolean {
  if (parent === undefined) return true
  const { node, watched, episode } = part
  const own = { value: 0, expected: 0 }
  const above = { value: 0, expected: 0 }
  for (let day = episode.start; day <= episode.detected; day++) {
    own.value += node.values[day] ?? 0
    own.expected += watched.expected[day] ?? 0
    above.value += parent.node.values[day] ?? 0
    above.expected += parent.watched.expected[day] ?? Number.NaN
  }
  if (Number.isNaN(above.expected)) return true
  const excess = above.value - above.expected
  if (excess / (own.value - own.expected) < SEEN) return false
  const asked = own.expected < NEW_SHARE * own.value || episode.direction === 'down' ? share : WORTH
  return Math.abs(excess) >= asked * Math.max(above.expected, usualOf(parent.node.values, episode))
}

/** What the place cost in as many days of the four weeks before: more than its median where jobs run now and then. */
function usualOf(values: readonly number[], { start, detected }: Part['episode']): number {
  const before = values.slice(Math.max(0, start - 28), start)
  return (sum(before) / Math.max(1, before.length)) * (detected - start + 1)
}
