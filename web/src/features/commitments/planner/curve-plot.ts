import type { PlanPoint } from '@outlay/shared/commitment-plan'
import { MARGIN, type Scale, toScale } from '../../../components/charts/geometry.ts'

export interface CurvePlot {
  readonly width: number
  readonly height: number
  readonly scale: Scale
  /** Largest commitment on the axis, an hour. */
  readonly top: number
}

type Value = (point: PlanPoint) => number

/** The plot over a curve: savings and losses of every line that is drawn fit in, as far as they are worth seeing. */
export function plotOf(curve: readonly PlanPoint[], width: number, height: number): CurvePlot {
  const most = Math.max(0, ...curve.map(({ saving }) => saving.high))
  const least = Math.min(
    0,
    ...curve.map(({ savingIfDown40, saving }) => Math.min(savingIfDown40, saving.low)),
  )
  const top = curve.reduce((largest, { hourly }) => Math.max(largest, hourly), 0)
  // A loss far deeper than the best saving would flatten what decides.
  return { width, height, scale: toScale(Math.max(least, -1.5 * most), most), top: top === 0 ? 1 : top }
}

export function xAt(hourly: number, { width, top }: CurvePlot): number {
  return MARGIN.left + ((width - MARGIN.left - MARGIN.right) * hourly) / top
}

export function yAt(value: number, { height, scale }: CurvePlot): number {
  const clipped = Math.min(Math.max(value, scale.min), scale.max)
  const inner = height - MARGIN.top - MARGIN.bottom
  return MARGIN.top + inner * (1 - (clipped - scale.min) / (scale.max - scale.min))
}

/** Path of one line. */
export function lineOf(curve: readonly PlanPoint[], value: Value, plot: CurvePlot): string {
  return curve
    .map((point, index) => `${index === 0 ? 'M' : 'L'}${at(point.hourly, value(point), plot)}`)
    .join('')
}

/** Closed path between the least and the most. */
export function bandOf(curve: readonly PlanPoint[], plot: CurvePlot): string {
  const back = curve
    .toReversed()
    .map((point) => `L${at(point.hourly, point.saving.low, plot)}`)
    .join('')
  return `${lineOf(curve, ({ saving }) => saving.high, plot)}${back}Z`
}

/** Index of the point nearest to a commitment. */
export function nearestIndex(curve: readonly PlanPoint[], hourly: number): number {
  let nearest = 0
  for (const [index, point] of curve.entries())
    if (Math.abs(point.hourly - hourly) < Math.abs((curve[nearest]?.hourly ?? 0) - hourly)) nearest = index
  return nearest
}

function at(hourly: number, value: number, plot: CurvePlot): string {
  return `${xAt(hourly, plot).toFixed(1)} ${yAt(value, plot).toFixed(1)}`
}
