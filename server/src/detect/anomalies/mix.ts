import { groupBy } from '@outlay/shared/group-by'
import { deviation, median, sum } from '../stats/quantile.ts'
import { divergence } from './divergence.ts'
import { type Incident, type Part, toIncident } from './incident.ts'
import { before, isClear, windowMean } from './mix-window.ts'
import type { Node } from './tree.ts'
import type { Watched } from './walk.ts'

export interface Seen {
  readonly node: Node
  readonly watched: Watched
}

const WARM_UP = 70
const HISTORY = 60
const DEVIATIONS = 6
/** Bits; below it shares have hardly moved. */
const LEAST = 0.01
/** Of what moved, at most this share may be more or less spend: else it is no change of the mix. */
const NET = 0.5
const CALM_DAYS = 3

/**
 * Services of an account whose spend moved between usage types while their sum stayed: Jensen–Shannon divergence of the
 * last three days from the same weekdays of the weeks before, six deviations above what is usual for the scope; and the
 * gates on what moved between usage types that are steady enough to tell.
 */
export function findMixes(
  services: readonly Seen[],
  leaves: readonly Seen[],
  share: number,
): readonly Incident[] {
  const byService = groupBy(leaves, ({ node }) => serviceKey(node))
  return services.flatMap(({ node }) => {
    const children = byService.get(serviceKey(node)) ?? []
    const large = Math.max(...node.values) >= (node.gate[node.last] ?? 0)
    return children.length < 2 || !large ? [] : mixesOf(node, children, share)
  })
}

/** Of the service of an account that a series is part of. */
export function serviceKey({ place }: Node): string {
  return [place.provider, place.billing_account, place.sub_account, place.service, place.currency].join('\0')
}

interface Span {
  readonly start: number
  last: number
  calm: number
}

function mixesOf(node: Node, children: readonly Seen[], share: number): readonly Incident[] {
  const incidents: Incident[] = []
  const history: number[] = []
  let open: Span | undefined
  for (let day = node.first + WARM_UP / 2; day <= node.last; day++) {
    const moved = shiftOf(children, day, open?.start ?? day)
    const gate = node.gate[day] ?? Number.POSITIVE_INFINITY
    if (open === undefined) {
      const told = day >= node.first + WARM_UP && moved.divergence > Math.max(LEAST, usual(history))
      if (told && isMaterial(moved, gate, share)) open = { start: day, last: day, calm: 0 }
      else history.push(moved.normal)
    } else if (!goesOn(open, moved, gate, day)) {
      incidents.push(toMix(node, children, open, false))
      open = undefined
    }
  }
  return open === undefined ? incidents : [...incidents, toMix(node, children, open, true)]
}

type Shift = ReturnType<typeof shiftOf>

/** What rose and what fell are large, and cancel out. */
function isMaterial({ up, down, net, total }: Shift, gate: number, share: number): boolean {
  return up >= gate && up + down >= share * total && down >= NET * up && Math.abs(net) <= NET * up
}

/** False once the mix has been back for three days, or something else has come on top. */
function goesOn(span: Span, { up, net }: Shift, gate: number, day: number): boolean {
  if (up >= gate / 2 && Math.abs(net) <= up && day - span.start < HISTORY) {
    span.last = day
    span.calm = 0
    return true
  }
  span.calm += 1
  return span.calm < CALM_DAYS
}

function usual(history: readonly number[]): number {
  const recent = history.slice(-HISTORY)
  const middle = median(recent)
  return middle + DEVIATIONS * deviation(recent, middle)
}

/** Amounts a day of the window that ends at `day`, against the weeks before `anchor`. */
function shiftOf(children: readonly Seen[], day: number, anchor: number) {
  const now = children.map(({ node }) => windowMean(node.values, day))
  const weeks = children.map(({ watched }) => before(watched.normal, day, anchor))
  const usually = weeks.map(median)
  const clear = now.map((value, at) => (isClear(value, weeks[at] ?? []) ? value - (usually[at] ?? 0) : 0))
  const total = sum(usually)
  return {
    divergence: divergence(now, usually),
    // what other incidents moved does not make the scope a restless one
    normal: divergence(
      children.map(({ watched }) => windowMean(watched.normal, day)),
      usually,
    ),
    up: sum(clear.filter((change) => change > 0)),
    down: -sum(clear.filter((change) => change < 0)),
    net: sum(now) - total,
    total,
  }
}

function toMix(node: Node, children: readonly Seen[], { start, last }: Span, open: boolean): Incident {
  const parts: readonly Part[] = children.map((child) => ({
    node: child.node,
    watched: expectedOf(child, start, last),
    episode: {
      direction: 'up',
      start,
      last,
      detected: start,
      before: 0,
      score: DEVIATIONS,
      open,
      settledIn: false,
    },
  }))
  return { ...toIncident('service', node.place, parts), kind: 'mix' }
}

/** Expected as in the weeks before the mix changed. */
function expectedOf({ node, watched }: Seen, start: number, last: number): Watched {
  const expected = node.values.map((_, day) =>
    day >= start && day <= last ? median(before(watched.normal, day, start)) : Number.NaN,
  )
  return { ...watched, expected, band: expected.map((value) => 0.2 * value), episodes: [] }
}
