import { groupBy } from '@outlay/shared/group-by'
import { median } from '../../detect/stats/quantile.ts'
import type { PlantedAnomaly } from './anomaly-truth.ts'
import type { Matched } from './match-events.ts'
import { percent } from './percent.ts'
import type { DetectorScore } from './score-detectors.ts'

/** Rows of the table on anomalies: against both truths, all seeds together and, of our own detectors, each. */
export function anomalyRows(scores: readonly DetectorScore[]): readonly string[][] {
  const names = scores[0]?.anomalies.detectors.map(({ name }) => name) ?? []
  return TRUTHS.flatMap((truth) =>
    names.flatMap((name) => [
      anomalyRow(`all: ${name}`, truth, name, scores),
      ...(name === names[0]
        ? scores.map((score) => anomalyRow(`seed ${score.seed}: ${name}`, truth, name, [score]))
        : []),
    ]),
  )
}

const TRUTHS = [
  { id: 'matched', title: 'strict' },
  { id: 'withWaste', title: 'with waste' },
] as const

function anomalyRow(
  title: string,
  truth: (typeof TRUTHS)[number],
  name: string,
  scores: readonly DetectorScore[],
): string[] {
  const matched = scores
    .flatMap(({ anomalies }) => anomalies.detectors.filter((one) => one.name === name))
    .map((one) => one[truth.id])
  const total = (count: (one: (typeof matched)[number]) => number) =>
    matched.reduce((sum, one) => sum + count(one), 0)
  const found = total((one) => one.found.length)
  const events = total((one) => one.events)
  const planted = total((one) => one.found.length + one.missed.length)
  const months = scores.reduce((sum, { anomalies }) => sum + anomalies.months, 0)
  const precision = found / events
  const recall = found / planted
  return [
    `${title}, ${truth.title}`,
    String(planted),
    String(events),
    percent(precision),
    percent(recall),
    ((2 * precision * recall) / (precision + recall)).toFixed(2),
    String(median(matched.flatMap((one) => one.found.map(({ delay }) => delay)))),
    (total((one) => one.vain.length) / months).toFixed(1),
  ]
}

/** In words: what was found by shape, what was not, and what was raised in vain. */
export function anomalyNotes(scores: readonly DetectorScore[]): readonly string[] {
  const ours = scores.flatMap(({ seed, anomalies }) =>
    anomalies.detectors.slice(0, 1).map(({ withWaste }) => ({ seed, ...withWaste })),
  )
  const seconds = scores.map(({ anomalies }) => `${(anomalies.milliseconds / 1000).toFixed(1)} s`)
  const missed = namesOf(ours, ({ missed: plants }) => plants.map(({ id }) => id))
  const vain = namesOf(ours, (matched) =>
    matched.vain.map(({ provider, service, team, start }) =>
      [team === null ? provider : `team ${team}`, service, `since ${start}`].filter(Boolean).join(' '),
    ),
  )
  return [
    `- F1 without rounding: ${TRUTHS.map(({ id, title }) => `${title} ${f1Of(scores, id).toFixed(3)}`).join(', ')}.`,
    `- By shape: ${shapesOf(ours).join(', ')}.`,
    `- Not found: ${missed}.`,
    `- False even with waste: ${vain}.`,
    `- Of these ${ours.reduce((sum, { vain: all }) => sum + all.length, 0)} ${scores.reduce((sum, { anomalies }) => sum + anomalies.vainButNew, 0)} are led by a resource that cost next to nothing in the four weeks before: new spend, on neither list.`,
    `- One run over the whole history took ${seconds.join(', ')}.`,
  ]
}

/** Of our own detectors, all seeds together. */
function f1Of(scores: readonly DetectorScore[], truth: (typeof TRUTHS)[number]['id']): number {
  const matched = scores.flatMap(({ anomalies }) => anomalies.detectors.slice(0, 1).map((one) => one[truth]))
  const total = (count: (one: Matched) => number) => matched.reduce((sum, one) => sum + count(one), 0)
  const found = total((one) => one.found.length)
  return (2 * found) / (total((one) => one.events) + found + total((one) => one.missed.length))
}

type Ours = Matched & { readonly seed: number }

/** Names with the seeds that they were seen in. */
function namesOf(ours: readonly Ours[], namesIn: (matched: Matched) => readonly string[]): string {
  const seen = ours.flatMap((one) => namesIn(one).map((name) => ({ name, seed: one.seed })))
  const words = [...groupBy(seen, ({ name }) => name)].map(
    ([name, times]) => `${name} (seed ${times.map(({ seed }) => seed).join(', ')})`,
  )
  return words.length === 0 ? 'none' : words.join('; ')
}

function shapesOf(ours: readonly Ours[]): readonly string[] {
  const found = ours.flatMap((one) => one.found)
  const all: readonly PlantedAnomaly[] = [
    ...found.map(({ planted }) => planted),
    ...ours.flatMap(({ missed }) => missed),
  ]
  return [...groupBy(all, ({ shape }) => shape)].map(([shape, plants]) => {
    const delays = found.filter(({ planted }) => planted.shape === shape).map(({ delay }) => delay)
    const delay = delays.length === 0 ? '' : ` (delay ${median(delays)})`
    return `${shape} ${delays.length} of ${plants.length}${delay}`
  })
}
