import { type PointerEvent, useState } from 'react'
import type { ChartModel } from '../../components/charts/chart-model.ts'
import { at, MARGIN, type Plot, xOf, yOf } from '../../components/charts/geometry.ts'
import { Readout } from '../../components/charts/readout.tsx'
import { Axes, bandWidth, type PlotProps, seriesClass } from '../../components/charts/static-chart.tsx'
import { fillOf } from '../../lib/colors.ts'

/** Stacked areas, for sums that only grow: what was spent so far, by group. */
export function AreaPlot({ model, plot, currency, onPick }: PlotProps) {
  const [hovered, setHovered] = useState<number | null>(null)
  const edges = stackEdges(model)
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    const index = Math.floor((x - MARGIN.left) / bandWidth(plot))
    setHovered(index >= 0 && index < plot.count ? index : null)
  }
  return (
    <>
      <svg
        width={plot.width}
        height={plot.height}
        aria-hidden="true"
        focusable="false"
        onPointerMove={move}
        onPointerLeave={() => setHovered(null)}
      >
        <Axes model={model} plot={plot} currency={currency} />
        {model.series.map((series, position) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the legend and the table below do the same by keyboard.
          <path
            key={series.key}
            className={seriesClass(series, position)}
            fill={fillOf(series.slot)}
            d={areaPath(edges[position] ?? [], plot)}
            onClick={() => onPick?.(series.key)}
          />
        ))}
      </svg>
      {hovered !== null && (
        <div className={`chart-readout ${xOf(hovered, plot) > plot.width / 2 ? 'at-left' : 'at-right'}`}>
          <Readout model={model} index={hovered} currency={currency} />
        </div>
      )}
    </>
  )
}

interface Edge {
  readonly index: number
  readonly low: number
  readonly high: number
}

/** Where each series lies at each period that has data: above what stands before it, credits below zero. */
function stackEdges(model: ChartModel): readonly (readonly Edge[])[] {
  const above = model.periods.map(() => 0)
  const below = model.periods.map(() => 0)
  return model.series.map((series) =>
    model.periods.flatMap((_, index) => {
      if (model.totals[index] == null) return []
      const value = at(series, index)
      const stack = value < 0 ? below : above
      const from = stack[index] ?? 0
      stack[index] = from + value
      return [{ index, low: Math.min(from, from + value), high: Math.max(from, from + value) }]
    }),
  )
}

function areaPath(edges: readonly Edge[], plot: Plot): string {
  if (edges.length === 0) return ''
  const point = (index: number, value: number) =>
    `${xOf(index, plot).toFixed(1)} ${yOf(value, plot).toFixed(1)}`
  const top = edges.map(({ index, high }) => point(index, high))
  const bottom = edges.map(({ index, low }) => point(index, low)).reverse()
  return `M${[...top, ...bottom].join('L')}Z`
}
