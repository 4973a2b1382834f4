import { addDays } from '@outlay/shared/period'
import type { Atoms } from '../../detect/anomalies/read-atoms.ts'
import { type Node, nodesOf } from '../../detect/anomalies/tree.ts'
import { mean } from '../../detect/stats/quantile.ts'
import type { RaisedEvent } from './match-events.ts'

/** True when a day of a series is unusual by the days before it. */
type Verdict = (before: readonly number[], value: number) => boolean

/** More than 1.3 times the mean of the last seven days. */
export const aboveMean: Verdict = (before, value) => value > 1.3 * mean(before.slice(-7))

/** Three standard deviations from the mean of the last 30 days. */
export const threeSigma: Verdict = (before, value) => {
  const days = before.slice(-30)
  const middle = mean(days)
  const variance = mean(days.map((day) => (day - middle) ** 2))
  return Math.abs(value - middle) > 3 * Math.sqrt(variance)
}

/**
 * Events of a naive detector on services of accounts, settled days and usage alone as our own detectors see them; days
 * that follow each other are one event. With `gated` only days that are off by our gate in money count.
 */
export function naiveEvents(
  atoms: Atoms,
  verdict: Verdict,
  warmUp: number,
  gated: boolean,
): readonly RaisedEvent[] {
  return nodesOf(atoms, 'service').flatMap((node) =>
    runsOf(flagged(node, verdict, warmUp, gated)).map((run) => toEvent(atoms, node, run)),
  )
}

function flagged(
  { values, gate, first, last }: Node,
  verdict: Verdict,
  warmUp: number,
  gated: boolean,
): readonly number[] {
  const days: number[] = []
  for (let day = first + warmUp; day <= last; day++) {
    const before = values.slice(Math.max(0, day - 30), day)
    const value = values[day] ?? 0
    const large = Math.abs(value - mean(before.slice(-7))) >= (gate[day] ?? 0)
    if (verdict(before, value) && (large || !gated)) days.push(day)
  }
  return days
}

function runsOf(days: readonly number[]): readonly (readonly [start: number, last: number])[] {
  const runs: [number, number][] = []
  for (const day of days) {
    const current = runs.at(-1)
    if (current !== undefined && day - current[1] <= 2) current[1] = day
    else runs.push([day, day])
  }
  return runs
}

function toEvent({ from }: Atoms, { place }: Node, [start, last]: readonly [number, number]): RaisedEvent {
  return {
    subAccount: place.sub_account,
    provider: place.provider,
    service: place.service,
    team: null,
    currency: place.currency,
    start: addDays(from, start),
    last: addDays(from, last),
    detected: addDays(from, start),
  }
}
