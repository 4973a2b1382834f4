import type { ChartModel, Series } from './chart-model.ts'

/** Pixels around the plot, the same for both renderers so that swapping them moves nothing. */
export const MARGIN = { top: 8, right: 8, bottom: 24, left: 52 } as const
/** Share of a band left free on each side of its bar. */
export const BAND_GAP = 0.12

export interface Scale {
  readonly min: number
  readonly max: number
  readonly ticks: readonly number[]
}

export interface BarRect {
  readonly series: Series
  readonly index: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Plot {
  readonly width: number
  readonly height: number
  readonly scale: Scale
  readonly count: number
}

/** A scale from 0 (or the lowest sum below it) to a round number above the highest, with 4 to 7 ticks. */
export function toScale(low: number, high: number): Scale {
  const span = Math.max(high, 0) - Math.min(low, 0)
  if (span === 0) return { min: 0, max: 1, ticks: [0, 1] }
  const step = niceStep(span / 5)
  const first = Math.floor(Math.min(low, 0) / step)
  const last = Math.max(Math.ceil(Math.max(high, 0) / step), first + 1)
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
  return { min: first * step, max: last * step, ticks: ticks.map((tick) => Number(tick.toPrecision(12))) }
}

/** Scale of the visible series: stacked for bars, each by itself for lines. */
export function scaleOf(model: ChartModel, stacked: boolean): Scale {
  const sums = model.periods.map((_, index) =>
    extent(
      model.series.map((series) => at(series, index)),
      stacked,
    ),
  )
  const highest = Math.max(model.top ?? 0, ...sums.map(([, high]) => high))
  return toScale(Math.min(0, ...sums.map(([low]) => low)), highest)
}

/** Rectangles of a stack: positive amounts grow up from zero, credits down from it. */
export function stackBars(model: ChartModel, plot: Plot): readonly BarRect[] {
  const band = plotWidth(plot) / plot.count
  return model.periods.flatMap((_, index) => {
    let above = 0
    let below = 0
    return model.series.flatMap((series) => {
      const value = at(series, index)
      if (value === 0) return []
      const from = value > 0 ? above : below
      if (value > 0) above += value
      else below += value
      const [top, bottom] = [yOf(Math.max(from, from + value), plot), yOf(Math.min(from, from + value), plot)]
      const x = MARGIN.left + band * (index + BAND_GAP)
      return [{ series, index, x, y: top, width: band * (1 - 2 * BAND_GAP), height: bottom - top }]
    })
  })
}

/** Pixels from the top of a value. */
export function yOf(value: number, { height, scale }: Plot): number {
  const inner = height - MARGIN.top - MARGIN.bottom
  return MARGIN.top + inner * (1 - (value - scale.min) / (scale.max - scale.min))
}

/** Pixels from the left of the middle of a period. */
export function xOf(index: number, plot: Plot): number {
  return MARGIN.left + (plotWidth(plot) / plot.count) * (index + 0.5)
}

export function plotWidth({ width }: Pick<Plot, 'width'>): number {
  return Math.max(width - MARGIN.left - MARGIN.right, 1)
}

/** Which periods carry a label, so that labels of about 56 pixels never touch. */
export function labelledIndexes(count: number, width: number): readonly number[] {
  const every = Math.max(1, Math.ceil(count / Math.max(1, Math.floor(plotWidth({ width }) / 64))))
  return Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every)
}

/** The number that is drawn for an amount; nothing is drawn where there is no data. */
export function at(series: Series, index: number): number {
  return Number(series.amounts[index] ?? 0)
}

function extent(values: readonly number[], stacked: boolean): readonly [number, number] {
  if (!stacked) return [Math.min(...values, 0), Math.max(...values, 0)]
  const sum = (part: readonly number[]) => part.reduce((total, value) => total + value, 0)
  return [sum(values.filter((value) => value < 0)), sum(values.filter((value) => value > 0))]
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const [nice = 10] = [1, 2, 2.5, 5, 10].filter((candidate) => candidate * power >= rough * 0.999)
  return nice * power
}
