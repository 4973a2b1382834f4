import type { ChartModel } from './chart-model.ts'
import { periodTitle } from './describe.ts'
import { MARGIN, type Plot, xOf, yOf } from './geometry.ts'
import { bandWidth } from './static-chart.tsx'

interface OverlayProps {
  readonly model: ChartModel
  readonly plot: Plot
  readonly active: number | null
}

/** Hatching over periods that are not whole, and the band that the keyboard stands on. */
export function Overlay({ model, plot, active }: OverlayProps) {
  const until = model.futureIndex ?? plot.count
  const band = (from: number, to: number, className: string) => ({
    className,
    x: MARGIN.left + bandWidth(plot) * from,
    y: MARGIN.top,
    width: bandWidth(plot) * (to - from),
    height: plot.height - MARGIN.top - MARGIN.bottom,
  })
  return (
    <svg className="chart-overlay" width={plot.width} height={plot.height} aria-hidden="true">
      {model.wholeIndex > 0 && (
        <rect {...band(0, model.wholeIndex, 'chart-partial')} fill="url(#hatch-partial)" />
      )}
      {model.partialIndex < until && (
        <rect
          {...band(Math.max(model.partialIndex, model.wholeIndex), until, 'chart-partial')}
          fill="url(#hatch-partial)"
        />
      )}
      {model.level !== undefined && (
        <g className="chart-level">
          <line
            x1={MARGIN.left}
            x2={plot.width - MARGIN.right}
            y1={yOf(model.level.value, plot)}
            y2={yOf(model.level.value, plot)}
          />
          <text x={MARGIN.left + 6} y={yOf(model.level.value, plot) + 14}>
            {model.level.label}
          </text>
        </g>
      )}
      {model.flags?.map(({ index, number }) => (
        <g className="chart-flag" key={number} transform={`translate(${xOf(index, plot)} 0)`}>
          <line y1={MARGIN.top} y2={plot.height - MARGIN.bottom} />
          <circle cy={MARGIN.top} r={8} />
          <text y={MARGIN.top} dy="0.35em">
            {number}
          </text>
        </g>
      ))}
      {active !== null && (
        <rect {...band(active, active + 1, 'chart-active')}>
          <title>{periodTitle(model, active)}</title>
        </rect>
      )}
    </svg>
  )
}
