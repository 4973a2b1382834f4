import type { Figures } from './figures.ts'

/** One line of the table. */
export interface ScoreRow {
  readonly what: string
  readonly figures: Figures
}

const COLUMNS: readonly (readonly [string, (figures: Figures) => string])[] = [
  ['claims', ({ claims }) => String(claims)],
  ['claimed', ({ claimed }) => claimed.toFixed(0)],
  ['precision', ({ precision }) => percent(precision)],
  ['precision P, I, U', ({ provenPrecision }) => percent(provenPrecision)],
  ['recall', ({ recall }) => percent(recall)],
  ['on decoys', ({ onDecoys }) => percent(onDecoys)],
  ['claimed ÷ true', ({ claimedToTrue }) => (claimedToTrue === null ? '–' : claimedToTrue.toFixed(2))],
  ['true in interval', ({ contained }) => percent(contained)],
  ['mean width', ({ width }) => percent(width)],
  ['width P', ({ provenWidth }) => percent(provenWidth)],
  ['error', ({ error }) => percent(error)],
]

/** The rows as a Markdown table. */
export function scoreTable(rows: readonly ScoreRow[]): string {
  return [
    ['', ...COLUMNS.map(([name]) => name)],
    ['---', ...COLUMNS.map(() => '---')],
    ...rows.map(({ what, figures }) => [what, ...COLUMNS.map(([, show]) => show(figures))]),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function percent(value: number | null): string {
  return value === null ? '–' : `${(value * 100).toFixed(value < 0.1 && value > 0 ? 1 : 0)} %`
}
