import type { PlanPoint } from '@outlay/shared/commitment-plan'
import { MARGIN, toScale } from '../../../components/charts/geometry.ts'
import { useWidth } from '../../../components/charts/use-size.ts'
import { formatMoneyTick } from '../../../lib/format.ts'
import { bandOf, type CurvePlot, lineOf, plotOf, xAt, yAt } from './curve-plot.ts'

interface CurveDrawingProps {
  readonly curve: readonly PlanPoint[]
  readonly currency: string
  readonly chosen: PlanPoint
  readonly best: PlanPoint
}

const HEIGHT = 250
const NARROW = 480

/** Saving over commitment: expected with its range, and what is left of it if usage falls. */
export function CurveDrawing({ curve, currency, chosen, best }: CurveDrawingProps) {
  const [ref, width] = useWidth<HTMLDivElement>(720)
  const plot = plotOf(curve, width, HEIGHT)
  return (
    <>
      <ul className="planner-legend" aria-hidden="true">
        <li className="planner-key is-expected">as usage was, with its range</li>
        <li className="planner-key is-down20">usage falls by 20%</li>
        <li className="planner-key is-down40">usage falls by 40%</li>
      </ul>
      <div ref={ref} style={{ height: HEIGHT }}>
        <svg width={width} height={HEIGHT} aria-hidden="true" focusable="false" className="planner-plot">
          <Axes plot={plot} currency={currency} />
          <path className="curve-band" d={bandOf(curve, plot)} />
          <path
            className="curve-line is-down40"
            d={lineOf(curve, ({ savingIfDown40 }) => savingIfDown40, plot)}
          />
          <path
            className="curve-line is-down20"
            d={lineOf(curve, ({ savingIfDown20 }) => savingIfDown20, plot)}
          />
          <path className="curve-line is-expected" d={lineOf(curve, ({ saving }) => saving.expected, plot)} />
          <line
            className="curve-best"
            x1={xAt(best.hourly, plot)}
            x2={xAt(best.hourly, plot)}
            y1={MARGIN.top}
            y2={HEIGHT - MARGIN.bottom}
          />
          <circle
            className="curve-chosen"
            cx={xAt(chosen.hourly, plot)}
            cy={yAt(chosen.saving.expected, plot)}
            r="6"
          />
        </svg>
      </div>
    </>
  )
}

function Axes({ plot, currency }: { readonly plot: CurvePlot; readonly currency: string }) {
  const hours = toScale(0, plot.top).ticks.filter((tick) => tick <= plot.top)
  const every = plot.width < NARROW ? 2 : 1
  return (
    <>
      {plot.scale.ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? 'grid-zero' : 'grid-line'}
            x1={MARGIN.left}
            x2={plot.width - MARGIN.right}
            y1={yAt(tick, plot)}
            y2={yAt(tick, plot)}
          />
          <text className="axis-text" x={MARGIN.left - 8} y={yAt(tick, plot)} dy="0.32em" textAnchor="end">
            {formatMoneyTick(tick, currency)}
          </text>
        </g>
      ))}
      {hours.map((hourly, index) =>
        index % every === 0 ? (
          <text
            key={hourly}
            className="axis-text"
            x={xAt(hourly, plot)}
            y={plot.height - 6}
            textAnchor="middle"
          >
            {formatMoneyTick(hourly, currency)}/h
          </text>
        ) : null,
      )}
    </>
  )
}
