import { mean, median, quantile } from '../../detect/stats/quantile.ts'
import { anomalyNotes, anomalyRows } from './anomalies-report.ts'
import { percent } from './percent.ts'
import type { DetectorScore } from './score-detectors.ts'
import { HORIZONS } from './score-forecasts.ts'

export const DETECTORS_HEADING = '## Anomalies and forecasts'

/** The part of `docs/score.md` on detectors. Thresholds were chosen on the seeds 1, 21 and 22 alone. */
export function detectorsReport(scores: readonly DetectorScore[], day: string): string {
  return [
    DETECTORS_HEADING,
    '',
    `\`pnpm outlay score --detectors\` on ${day}. Each company has planted anomalies of six shapes (spike, shift, drift, drop, new service, mix); thresholds were chosen on the seeds 1, 21 and 22 alone, all others are as found. All detectors see the same settled days and usage alone. A finding must name the account, the service and days of the planted one; everything else is false, repeated findings too. The delay counts settled days: 1 is the first that could be known.`,
    '',
    `Two truths, both given. *Strict*: the planted anomalies alone. *With waste*: planted waste (the truth of the rules) that begins within the history is true too, for nobody expected it: one event for what begins in one service of one account on one day, where its first week costs at least 50 a day, 0.5 % of the billing account and 20 % of what the service cost before; it is found by a finding there that begins at most three days before and six after. What is not found of it counts as missed.`,
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
