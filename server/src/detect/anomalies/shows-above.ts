import { sum } from '../stats/quantile.ts'
import { changeOf } from './change.ts'
import { excessOn, type Part } from './incident.ts'
import type { Node } from './tree.ts'
import type { Watched } from './walk.ts'

/** A child counts where its parent moved by at least this share of it; else something else moved the other way. */
const SEEN = 0.5
/** Of what it costs now, at most this share was expected of something new. */
const NEW_SHARE = 0.05
/** A usage type has to move its service by this share at least. */
const WORTH = 0.1
/** Deviations from which a rise stands by itself, though the place above is too restless to show it. */
const PLAIN = 10
/** A sibling gave way when it fell by at least this share of what it cost before. */
const GIVES_WAY = 0.25

/** The place above a part, and the other usage types in it. */
export interface Above {
  readonly node: Node
  readonly watched: Watched
  readonly siblings: readonly Node[]
}

/**
 * True when the place above moved with the part: a usage type that only takes the place of another is no more spend.
 * What is new below, or less, has to move the place above by the share that an anomaly needs: every new size or model
 * has a usage type of its own. The rest has to move it by a tenth. A plain rise in a place that is too restless to show
 * it counts by itself, unless siblings fell in its stead.
 */
export function showsAbove(part: Part, parent: Above | undefined, share: number): boolean {
  if (parent === undefined) return true
  const { node, watched, episode } = part
  const days = Array.from({ length: episode.detected - episode.start + 1 }, (_, at) => episode.start + at)
  const total = (values: readonly number[]) => sum(days.map((day) => values[day] ?? 0))
  const expectedAbove = sum(days.map((day) => parent.watched.expected[day] ?? Number.NaN))
  if (Number.isNaN(expectedAbove)) return true
  const own = sum(days.map((day) => excessOn(part, day)))
  const isNew = total(watched.expected) < NEW_SHARE * total(node.values)
  const asked = isNew || episode.direction === 'down' ? share : WORTH
  const least = asked * Math.max(expectedAbove, usualOf(parent.node.values, episode))
  const excess = total(parent.node.values) - expectedAbove
  if (excess / own >= SEEN) return Math.abs(excess) >= least
  return (
    episode.direction === 'up' && episode.score >= PLAIN && own - gaveWay(part, parent) * days.length >= least
  )
}

/** What siblings cost less a day than in the four weeks before, where they fell by more than they do as a rule. */
function gaveWay({ node, episode: { start, detected } }: Part, { siblings }: Above): number {
  const falls = siblings.map(({ values }) => {
    const before = sum(values.slice(Math.max(0, start - 28), start)) / 28
    const fall = values === node.values ? 0 : -changeOf(values, start, detected)
    return fall >= GIVES_WAY * before ? fall : 0
  })
  return sum(falls)
}

/** What the place cost in as many days of the four weeks before: more than its median where jobs run now and then. */
function usualOf(values: readonly number[], { start, detected }: Part['episode']): number {
  const before = values.slice(Math.max(0, start - 28), start)
  return (sum(before) / Math.max(1, before.length)) * (detected - start + 1)
}
