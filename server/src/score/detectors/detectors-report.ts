import { mean, median, quantile } from '../../detect/stats/quantile.ts'
import type { DetectorScore } from './score-detectors.ts'
import { HORIZONS } from './score-forecasts.ts'

export const DETECTORS_HEADING = '## Anomalies and forecasts'

/** The part of `docs/score.md` on detectors. Thresholds were chosen on seed 1 alone. */
export function detectorsReport(scores: readonly DetectorScore[], day: string): string {
  return [
    DETECTORS_HEADING,
    '',
    `\`pnpm outlay score --detectors\` on ${day}. Each company has planted anomalies of six shapes (spike, shift, drift, drop, new service, mix); thresholds were chosen on seed 1 alone, the other seeds are as found. All detectors see the same settled days and usage alone. A finding must name the account, the service and days of the planted one; everything else is false, repeated findings too. The delay counts settled days: 1 is the first that could be known.`,
    '',
    table([
      ['', 'planted', 'raised', 'precision', 'recall', 'F1', 'median delay', 'false a month'],
      ...anomalyRows(scores),
    ]),
    '',
    ...anomalyNotes(scores),
    '',
    '### Forecasts',
    '',
    'Company, providers and the largest teams, from days of the past with what was known then; WAPE is the sum of absolute errors ÷ the sum of the days.',
    '',
    table([
      ['', 'forecasts', 'WAPE, median', 'seasonal naive', 'lower by', 'linear', 'in 80 %', 'in 95 %'],
      ...forecastRows(scores),
    ]),
    '',
    'End of the month, forecast from its tenth day:',
    '',
    table([
      [
        '',
        'months',
        'error, median',
        'error, P90',
        'seasonal naive, median',
        'P90',
        'linear, median',
        'P90',
        'in 80 %',
      ],
      ...monthRows(scores),
    ]),
    '',
  ].join('\n')
}

function anomalyRows(scores: readonly DetectorScore[]): readonly string[][] {
  const names = scores[0]?.anomalies.detectors.map(({ name }) => name) ?? []
  return names.flatMap((name) => [
    anomalyRow(`all: ${name}`, name, scores),
    ...(name === names[0]
      ? scores.map((score) => anomalyRow(`seed ${score.seed}: ${name}`, name, [score]))
      : []),
  ])
}

function anomalyRow(title: string, name: string, scores: readonly DetectorScore[]): string[] {
  const matched = scores
    .flatMap(({ anomalies }) => anomalies.detectors.filter((one) => one.name === name))
    .map((one) => one.matched)
  const total = (count: (one: (typeof matched)[number]) => number) =>
    matched.reduce((sum, one) => sum + count(one), 0)
  const found = total((one) => one.found.length)
  const events = total((one) => one.events)
  const planted = scores.reduce((sum, { anomalies }) => sum + anomalies.planted, 0)
  const months = scores.reduce((sum, { anomalies }) => sum + anomalies.months, 0)
  const precision = found / events
  const recall = found / planted
  return [
    title,
    String(planted),
    String(events),
    percent(precision),
    percent(recall),
    ((2 * precision * recall) / (precision + recall)).toFixed(2),
    String(median(matched.flatMap((one) => one.found.map(({ delay }) => delay)))),
    (total((one) => one.vain.length) / months).toFixed(1),
  ]
}

function anomalyNotes(scores: readonly DetectorScore[]): readonly string[] {
  const ours = scores.map(({ seed, anomalies }) => ({
    seed,
    anomalies,
    matched: anomalies.detectors[0]?.matched,
  }))
  const vain = ours.reduce((sum, { matched }) => sum + (matched?.vain.length ?? 0), 0)
  const waste = ours.reduce((sum, { anomalies }) => sum + anomalies.vainButWaste, 0)
  const shapes = new Map<string, { found: number; planted: number; delays: number[] }>()
  for (const { matched } of ours) {
    for (const { planted, delay } of matched?.found ?? []) {
      const shape = shapeOf(shapes, planted.shape)
      shape.found += 1
      shape.planted += 1
      shape.delays.push(delay)
    }
    for (const { shape } of matched?.missed ?? []) shapeOf(shapes, shape).planted += 1
  }
  const byShape = [...shapes].map(
    ([shape, { found, planted, delays }]) =>
      `${shape} ${found} of ${planted}${delays.length === 0 ? '' : ` (delay ${median(delays)})`}`,
  )
  const missed = ours.flatMap(({ seed, matched }) =>
    (matched?.missed ?? []).map(({ id }) => `${id} (seed ${seed})`),
  )
  return [
    `- By shape: ${byShape.join(', ')}.`,
    `- Of the ${vain} false findings ${waste} are led by a resource of planted waste that begins on that day (a forgotten notebook, an idle accelerator): new spend indeed, though not on the list of anomalies.`,
    `- Not found: ${missed.length === 0 ? 'none' : missed.join(', ')}.`,
    `- One run over the whole history took ${ours.map(({ anomalies }) => `${(anomalies.milliseconds / 1000).toFixed(1)} s`).join(', ')}.`,
  ]
}

function shapeOf(shapes: Map<string, { found: number; planted: number; delays: number[] }>, shape: string) {
  const known = shapes.get(shape) ?? { found: 0, planted: 0, delays: [] }
  shapes.set(shape, known)
  return known
}

function forecastRows(scores: readonly DetectorScore[]): readonly string[][] {
  return HORIZONS.flatMap((horizon) => [
    forecastRow(`all: ${horizon} days`, horizon, scores),
    ...scores.map((score) => forecastRow(`seed ${score.seed}: ${horizon} days`, horizon, [score])),
  ])
}

function forecastRow(title: string, horizon: number, scores: readonly DetectorScore[]): string[] {
  const cases = scores.flatMap((score) => score.cases).filter((one) => one.horizon === horizon)
  const middle = (method: 'ours' | 'naive' | 'linear') => median(cases.map(({ wape }) => wape[method]))
  return [
    title,
    String(cases.length),
    percent(middle('ours'), 1),
    percent(middle('naive'), 1),
    percent(1 - middle('ours') / middle('naive')),
    percent(middle('linear'), 1),
    percent(mean(cases.map(({ within80 }) => within80))),
    percent(mean(cases.map(({ within95 }) => within95))),
  ]
}

function monthRows(scores: readonly DetectorScore[]): readonly string[][] {
  return [monthRow('all', scores), ...scores.map((score) => monthRow(`seed ${score.seed}`, [score]))]
}

function monthRow(title: string, scores: readonly DetectorScore[]): string[] {
  const months = scores.flatMap((score) => score.months)
  const both = (method: 'ours' | 'naive' | 'linear') => {
    const errors = months.map((month) => month[method])
    return [percent(median(errors), 1), percent(quantile(errors, 0.9), 1)]
  }
  const inside = months.filter(({ within80 }) => within80).length / months.length
  return [title, String(months.length), ...both('ours'), ...both('naive'), ...both('linear'), percent(inside)]
}

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function percent(share: number, digits = 0): string {
  return Number.isNaN(share) ? '–' : `${(share * 100).toFixed(digits)} %`
}
