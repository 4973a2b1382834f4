import { addDays, type Day, daysBetween } from '@outlay/shared/period'
import type { PlantedAnomaly } from './anomaly-truth.ts'

/** What a detector raised. */
export interface RaisedEvent {
  readonly subAccount: string | null
  readonly provider: string | null
  readonly service: string | null
  readonly team: string | null
  readonly currency: string
  readonly start: Day
  readonly last: Day
  /** Newest settled day when it was raised. */
  readonly detected: Day
}

/** Events of one detector against what is planted. */
export interface Matched {
  readonly events: number
  /** Planted ones that at least one event names, and those that none does. */
  readonly found: readonly { readonly planted: PlantedAnomaly; readonly delay: number }[]
  readonly missed: readonly PlantedAnomaly[]
  /** Events without a plant, and repeated ones of the same. */
  readonly vain: readonly RaisedEvent[]
}

/** Days around its first one in which an event has to begin that tells of the beginning of something lasting. */
const ONSET_BEFORE = 3
const ONSET_AFTER = 6

/**
 * An event finds a planted anomaly when it names its account (or the provider above it) and service (or all of them) in
 * the same currency, and its days meet the planted ones; of what begins and stays (`onset`), when it begins then too. The
 * delay is counted in settled days: 1 is the first. Every further event of the same plant counts as false: one cause is
 * one incident.
 */
export function matchEvents(
  events: readonly RaisedEvent[],
  planted: readonly PlantedAnomaly[],
  through: Day,
): Matched {
  const used = new Set<RaisedEvent>()
  const found: { planted: PlantedAnomaly; delay: number }[] = []
  const missed: PlantedAnomaly[] = []
  const ordered = events.toSorted((a, b) => (a.detected < b.detected ? -1 : 1))
  for (const plant of planted) {
    const hit = ordered.find((event) => !used.has(event) && finds(event, plant, through))
    if (hit === undefined) missed.push(plant)
    else {
      used.add(hit)
      found.push({ planted: plant, delay: Math.max(1, daysBetween(plant.firstDay, hit.detected) + 1) })
    }
  }
  return { events: events.length, found, missed, vain: events.filter((event) => !used.has(event)) }
}

function finds(event: RaisedEvent, plant: PlantedAnomaly, through: Day): boolean {
  const { scope } = plant
  if (event.team !== null || event.currency !== scope.currency) return false
  const account =
    event.subAccount === null
      ? event.provider === null || event.provider === scope.provider.toLowerCase()
      : event.subAccount.toLowerCase() === scope.subAccountId?.toLowerCase()
  const service = event.service === null || scope.lines.some((line) => line.service === event.service)
  return account && service && meets(event, plant, through)
}

function meets({ start, last }: RaisedEvent, { firstDay, lastDay, onset }: PlantedAnomaly, through: Day) {
  return onset === true
    ? start >= addDays(firstDay, -ONSET_BEFORE) && start <= addDays(firstDay, ONSET_AFTER)
    : start <= (lastDay ?? through) && last >= firstDay
}
