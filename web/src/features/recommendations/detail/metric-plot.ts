import type { RecommendationMetric } from '@outlay/shared/recommendations'

interface PlotLine {
  readonly kind: 'threshold' | 'p95'
  readonly y: number
  readonly label: string
  readonly labelY: number
}

/** Where everything of a metric's chart stands, in pixels. */
export interface MetricPlot {
  readonly left: number
  readonly right: number
  readonly inner: number
  readonly mean: string
  readonly peak: string
  readonly ticks: readonly { readonly y: number; readonly value: number }[]
  readonly lines: readonly PlotLine[]
}

const LEFT = 40
const RIGHT = 6
const TOP = 14
const BOTTOM = 22
const LABEL_ROOM = 14

/** Mean and peak of each day from 0 to the highest of them and of its lines; percent never higher than it has to be. */
export function plotOf(
  { days, p95, threshold, unit }: RecommendationMetric,
  width: number,
  height: number,
): MetricPlot {
  const highest = Math.max(p95, threshold?.value ?? 0, ...days.map(({ maximum }) => maximum))
  const step = stepFor(highest)
  const top = Math.max(step, Math.ceil(highest / step) * step)
  const inner = Math.max(1, width - LEFT - RIGHT)
  const yOf = (value: number) => TOP + (1 - value / top) * (height - TOP - BOTTOM)
  const xOf = (index: number) => LEFT + (days.length < 2 ? inner / 2 : (index / (days.length - 1)) * inner)
  const path = (values: readonly number[]) =>
    values
      .map((value, index) => `${index === 0 ? 'M' : 'L'}${xOf(index).toFixed(1)} ${yOf(value).toFixed(1)}`)
      .join('')
  const suffix = unit === '%' ? ' %' : ''
  const lines: Omit<PlotLine, 'labelY'>[] = [
    { kind: 'p95', y: yOf(p95), label: `P95 ${rounded(p95)}${suffix}` },
  ]
  if (threshold !== null)
    lines.push({
      kind: 'threshold',
      y: yOf(threshold.value),
      label: `${threshold.label} ${rounded(threshold.value)}${suffix}`,
    })
  return {
    left: LEFT,
    right: RIGHT,
    inner,
    mean: path(days.map(({ average }) => average)),
    peak: path(days.map(({ maximum }) => maximum)),
    ticks: Array.from({ length: Math.round(top / step) + 1 }, (_, index) => ({
      value: index * step,
      y: yOf(index * step),
    })),
    lines: labelled(lines),
  }
}

/** Labels stand above their lines; where two lines are close, that of the lower stands below it. */
function labelled(lines: readonly Omit<PlotLine, 'labelY'>[]): PlotLine[] {
  const sorted = lines.toSorted((a, b) => a.y - b.y)
  return sorted.map((line, index) => {
    const above = sorted[index - 1]
    const isClose = above !== undefined && line.y - above.y < LABEL_ROOM + 4
    return { ...line, labelY: isClose ? line.y + LABEL_ROOM - 2 : line.y - 4 }
  })
}

/** At most five steps of 1, 2 or 5 times a power of ten. */
function stepFor(highest: number): number {
  if (highest <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(highest / 5))
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => highest / step <= 5) ?? 10 * power
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
