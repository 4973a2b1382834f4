import { addDays, daysBetween } from '@outlay/shared/period'
import { readCauses } from '../../detect/anomalies/causes.ts'
import { findIncidents } from '../../detect/anomalies/find-incidents.ts'
import type { Incident } from '../../detect/anomalies/incident.ts'
import { type Atoms, readAtoms } from '../../detect/anomalies/read-atoms.ts'
import type { Ask } from '../../queries/ask.ts'
import type { readAnomalyTruth } from './anomaly-truth.ts'
import { type Matched, matchEvents, type RaisedEvent } from './match-events.ts'
import { aboveMean, naiveEvents, threeSigma } from './naive-detectors.ts'
import { wasteOnsets } from './waste-onsets.ts'

/** Anomalies of one company by each detector. */
export interface AnomalyScore {
  /** Months in which a detector could raise anything. */
  readonly months: number
  readonly milliseconds: number
  readonly detectors: readonly ScoredDetector[]
  /** Of our own findings that are false even with waste, those that are led by a resource that is new. */
  readonly vainButNew: number
}

export interface ScoredDetector {
  readonly name: string
  /** Against the planted anomalies alone, and with the beginnings of planted waste as events of their own. */
  readonly matched: Matched
  readonly withWaste: Matched
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
  const span = { judged, through: atoms.through }
  const onsets = await wasteOnsets(ask.connection, truth.planted, span, planted)
  const detectors = lists.map(([name, events]) => ({
    name,
    matched: matchEvents(events, planted, atoms.through),
    withWaste: matchEvents(events, [...planted, ...onsets], atoms.through),
  }))
  const vain = incidents.filter((_, at) => detectors[0]?.withWaste.vain.includes(ours[at] as RaisedEvent))
  return {
    months: daysBetween(judged, atoms.through) / MONTH,
    milliseconds,
    detectors,
    vainButNew: await countNew(ask, atoms, vain),
  }
}

/** Of what it costs now, a new resource cost at most this share before. */
const NEW_SHARE = 0.05

async function countNew(ask: Ask, { from }: Atoms, vain: readonly Incident[]): Promise<number> {
  const questions = vain.map(({ place, start, last }, id) => ({
    id: String(id),
    place,
    start: addDays(from, start),
    last: addDays(from, last),
  }))
  const causes = await readCauses(ask.connection, questions)
  return [...causes.values()].filter((list) => {
    const first = list.find(({ dimension }) => dimension === 'resource')
    return first !== undefined && first.value !== null && first.before < NEW_SHARE * first.during
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
