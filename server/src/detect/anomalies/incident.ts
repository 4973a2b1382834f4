import type { AnomalyKind, AnomalyScope } from '@outlay/shared/detect'
import { risesSteadily } from './steady.ts'
import type { Node, Place } from './tree.ts'
import type { Episode, Watched } from './walk.ts'

/** One series during one episode. */
export interface Part {
  readonly node: Node
  readonly watched: Watched
  readonly episode: Episode
}

/** One cause: the series that it moved, and the smallest place that holds them all. Days are indexes. */
export interface Incident {
  readonly scope: AnomalyScope
  readonly place: Place
  readonly kind: AnomalyKind
  readonly parts: readonly Part[]
  readonly start: number
  readonly last: number
  readonly detected: number
  readonly open: boolean
  readonly score: number
}

const WEEK = 7
const BEFORE_DAYS = 28
/** Of what it costs now, at most this share was there before a new one. */
const NEW_SHARE = 0.05

/** Amount beyond what was expected of a part on a day; 0 outside its episode. */
export function excessOn({ node, watched, episode }: Part, day: number): number {
  if (day < episode.start || day > episode.last) return 0
  return (node.values[day] ?? 0) - (watched.expected[day] ?? node.values[day] ?? 0)
}

/** What a part explains of the places above it: its excess, which stays as a level where it has become usual. */
export function explainedOn(part: Part, day: number): number {
  const { episode } = part
  if (day <= episode.last || !episode.settledIn) return excessOn(part, day)
  const week = Array.from({ length: WEEK }, (_, back) => excessOn(part, episode.last - back))
  return week.reduce((total, value) => total + value, 0) / WEEK
}

export function toIncident(scope: AnomalyScope, place: Place, parts: readonly Part[]): Incident {
  const episodes = parts.map(({ episode }) => episode)
  const span = {
    start: Math.min(...episodes.map(({ start }) => start)),
    last: Math.max(...episodes.map(({ last }) => last)),
  }
  return {
    scope,
    place,
    kind: kindOf(parts, span),
    parts,
    ...span,
    detected: Math.min(...episodes.map(({ detected }) => detected)),
    open: episodes.some(({ open }) => open),
    score: Math.max(...episodes.map(({ score }) => score)),
  }
}

/** By its shape so far: a spike is over within a week, a drift rises week by week. */
function kindOf(parts: readonly Part[], { start, last }: { start: number; last: number }): AnomalyKind {
  if (parts.every(({ episode }) => episode.direction === 'down')) return 'drop'
  const daily = (day: number) => parts.reduce((sum, { node }) => sum + (node.values[day] ?? 0), 0)
  const mean = (from: number, until: number) => {
    const days = Array.from({ length: Math.max(0, until - from) }, (_, at) => daily(from + at))
    return days.reduce((sum, value) => sum + value, 0) / Math.max(1, days.length)
  }
  const before = mean(Math.max(0, start - BEFORE_DAYS), start)
  if (before < NEW_SHARE * mean(start, last + 1)) return 'new'
  if (last - start + 1 < WEEK) return 'spike'
  const excess = (day: number) => parts.reduce((sum, part) => sum + excessOn(part, day), 0)
  const month = Array.from({ length: last - start + 1 }, (_, at) => excess(start + at))
  return growing(month) ? 'drift' : 'shift'
}

/** Four equal stretches of the excess, each above the one before, and the last far above the first. */
function growing(excess: readonly number[]): boolean {
  const stretched = Array.from({ length: 28 }, (_, at) => excess[Math.floor((at * excess.length) / 28)] ?? 0)
  return risesSteadily(stretched, 0) && (stretched.at(-1) ?? 0) > 1.5 * (stretched[3] ?? 0)
}
