import { addDays, daysBetween } from '@outlay/shared/period'
import { readCauses } from '../../detect/anomalies/causes.ts'
import { findIncidents } from '../../detect/anomalies/find-incidents.ts'
import type { Incident } from '../../detect/anomalies/incident.ts'
import { type Atoms, readAtoms } from '../../detect/anomalies/read-atoms.ts'
import type { Ask } from '../../queries/ask.ts'
import type { readAnomalyTruth } from './anomaly-truth.ts'
import { type Matched, matchEvents, type RaisedEvent } from './match-events.ts'
import { aboveMean, naiveEvents, threeSigma } from './naive-detectors.ts'

/** Anomalies of one company by each detector. */
export interface AnomalyScore {
  readonly planted: number
  /** Months in which a detector could raise anything. */
  readonly months: number
  readonly milliseconds: number
  readonly detectors: readonly { readonly name: string; readonly matched: Matched }[]
  /** Of our own false incidents, those whose first cause is a resource of planted waste. */
  readonly vainButWaste: number
}

/** Days without a judgement at the beginning of the history. */
const WARM_UP = 28
const MONTH = 30.4

/** Runs our detectors and the naive ones over the whole history, day by day, on settled days. */
export async function scoreAnomalies(
  ask: Ask,
  truth: ReturnType<typeof readAnomalyTruth>,
): Promise<AnomalyScore> {
  const started = performance.now()
  const atoms = await readAtoms(ask)
  if (atoms === undefined) throw new RangeError('the demo has no complete days')
  const incidents = findIncidents(atoms, () => 1)
  const milliseconds = Math.round(performance.now() - started)
  const judged = addDays(atoms.from, WARM_UP)
  const planted = truth.anomalies.filter(({ firstDay }) => firstDay >= judged && firstDay <= atoms.through)
  const ours = incidents.map((incident) => toEvent(atoms, incident))
  const lists: readonly (readonly [string, readonly RaisedEvent[]])[] = [
    ['Outlay', ours],
    ['mean of 7 days × 1.3', naiveEvents(atoms, aboveMean, WARM_UP, false)],
    ['mean of 7 days × 1.3, our gate', naiveEvents(atoms, aboveMean, WARM_UP, true)],
    ['3σ of 30 days', naiveEvents(atoms, threeSigma, WARM_UP + 2, false)],
    ['3σ of 30 days, our gate', naiveEvents(atoms, threeSigma, WARM_UP + 2, true)],
  ]
  const detectors = lists.map(([name, events]) => ({
    name,
    matched: matchEvents(events, planted, atoms.through),
  }))
  const vain = incidents.filter((_, at) => detectors[0]?.matched.vain.includes(ours[at] as RaisedEvent))
  const wasted = new Set(
    truth.planted.flatMap(({ resourceIds }) => resourceIds.map((id) => id.toLowerCase())),
  )
  return {
    planted: planted.length,
    months: daysBetween(judged, atoms.through) / MONTH,
    milliseconds,
    detectors,
    vainButWaste: await countWaste(ask, atoms, vain, wasted),
  }
}

async function countWaste(
  ask: Ask,
  { from }: Atoms,
  vain: readonly Incident[],
  wasted: ReadonlySet<string>,
): Promise<number> {
  const questions = vain.map(({ place, start, last }, id) => ({
    id: String(id),
    place,
    start: addDays(from, start),
    last: addDays(from, last),
  }))
  const causes = await readCauses(ask.connection, questions)
  return [...causes.values()].filter((list) => {
    const resource = list.find(({ dimension }) => dimension === 'resource')?.value
    return resource !== undefined && resource !== null && wasted.has(resource.toLowerCase())
  }).length
}

function toEvent({ from }: Atoms, { place, start, last, detected }: Incident): RaisedEvent {
  return {
    subAccount: place.sub_account,
    provider: place.provider,
    service: place.service,
    team: place.provider === null ? place.team : null,
    currency: place.currency,
    start: addDays(from, start),
    last: addDays(from, last),
    detected: addDays(from, detected),
  }
}
