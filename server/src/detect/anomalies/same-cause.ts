import { type Incident, type Part, toIncident } from './incident.ts'

/** Days by which the start of one cause may differ between a place and the one above it. */
export const SAME_CAUSE = 3

/** Incidents, and what they leave untold because it is part of them. */
export interface Told {
  readonly incidents: readonly Incident[]
  readonly absorbed: readonly Part[]
}

/**
 * What is left of a place above, beside an incident below that began within three days and goes the same way, is the
 * same cause. The larger of the two names the place; the smaller is not told.
 */
export function joinAbove(
  { incidents, absorbed }: Told,
  above: readonly Incident[],
  isAbove: (whole: Incident, part: Incident) => boolean,
): Told {
  let told = [...incidents]
  const silent = [...absorbed]
  for (const whole of above) {
    const inside = told.filter((each) => isSameCause(whole, each) && isAbove(whole, each))
    const larger = inside.filter((each) => sizeOf(each) >= sizeOf(whole))
    if (larger.length > 0) silent.push(...whole.parts)
    else {
      const parts = [...whole.parts, ...inside.flatMap((each) => each.parts)]
      told = [...told.filter((each) => !inside.includes(each)), toIncident(whole.scope, whole.place, parts)]
    }
  }
  return { incidents: told, absorbed: silent }
}

function isSameCause(one: Incident, other: Incident): boolean {
  return (
    one.kind !== 'mix' &&
    other.kind !== 'mix' &&
    (one.kind === 'drop') === (other.kind === 'drop') &&
    Math.abs(one.start - other.start) <= SAME_CAUSE
  )
}

/** Mean excess a day up to the day on which it could be told. */
function sizeOf({ parts, start, detected }: Incident): number {
  let total = 0
  for (let day = start; day <= detected; day++) {
    for (const { node, watched } of parts) {
      total += (node.values[day] ?? 0) - (watched.expected[day] ?? node.values[day] ?? 0)
    }
  }
  return Math.abs(total) / (detected - start + 1)
}
