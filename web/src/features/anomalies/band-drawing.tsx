import type { AnomalyDetail } from '@outlay/shared/detect'
import type { Annotation } from '@outlay/shared/saved'
import {
  labelledIndexes,
  MARGIN,
  type Plot,
  plotWidth,
  toScale,
  xOf,
  yOf,
} from '../../components/charts/geometry.ts'
import { useWidth } from '../../components/charts/use-size.ts'
import { formatDay, formatMoneyTick } from '../../lib/format.ts'

const HEIGHT = 250

interface BandDrawingProps {
  readonly anomaly: AnomalyDetail
  /** What happened on its days. */
  readonly notes: readonly Annotation[]
}

/** The lines, the band and the flags of the days, without words. */
export function BandDrawing({ anomaly, notes }: BandDrawingProps) {
  const [ref, width] = useWidth<HTMLDivElement>(640)
  const { series, currency } = anomaly
  const top = Math.max(...series.flatMap(({ cost, high }) => [cost, high ?? 0]))
  const plot: Plot = { width, height: HEIGHT, scale: toScale(0, top), count: series.length }
  return (
    <div ref={ref} className="chart-plot" style={{ height: HEIGHT }}>
      <svg width={width} height={HEIGHT} aria-hidden="true" focusable="false">
        <Span anomaly={anomaly} plot={plot} />
        {plot.scale.ticks.map((tick) => (
          <g key={tick}>
            <line
              className={tick === 0 ? 'grid-zero' : 'grid-line'}
              x1={MARGIN.left}
              x2={width - MARGIN.right}
              y1={yOf(tick, plot)}
              y2={yOf(tick, plot)}
            />
            <text className="axis-text" x={MARGIN.left - 8} y={yOf(tick, plot)} dy="0.32em" textAnchor="end">
              {formatMoneyTick(tick, currency)}
            </text>
          </g>
        ))}
        <path className="band-area" d={bandPath(anomaly, plot)} />
        <path className="band-middle" d={linePath(anomaly, plot, ({ expected }) => expected)} />
        <path className="band-without" d={linePath(anomaly, plot, ({ without }) => without)} />
        <path className="band-line" d={linePath(anomaly, plot, ({ cost }) => cost)} />
        <Flags anomaly={anomaly} notes={notes} plot={plot} />
        {labelledIndexes(plot.count, width).map((index) => (
          <text key={index} className="axis-text" x={xOf(index, plot)} y={HEIGHT - 6} textAnchor="middle">
            {formatDay(series[index]?.day ?? '')}
          </text>
        ))}
      </svg>
    </div>
  )
}

interface DrawnProps {
  readonly anomaly: AnomalyDetail
  readonly plot: Plot
}

function Span({ anomaly, plot }: DrawnProps) {
  const { series, startedOn, lastDay } = anomaly
  const first = series.findIndex(({ day }) => day >= startedOn)
  const last = series.findLastIndex(({ day }) => day <= lastDay)
  if (first < 0 || last < first) return null
  const half = plotWidth(plot) / plot.count / 2
  const x = xOf(first, plot) - half
  return (
    <rect
      className="band-span"
      x={x}
      y={MARGIN.top}
      width={xOf(last, plot) + half - x}
      height={HEIGHT - MARGIN.top - MARGIN.bottom}
    />
  )
}

/** A flag on the day of each note, numbered as in the list below. */
function Flags({ anomaly, notes, plot }: DrawnProps & Pick<BandDrawingProps, 'notes'>) {
  return notes.map(({ id, day }, position) => {
    const index = anomaly.series.findIndex((point) => point.day === day)
    if (index < 0) return null
    return (
      <g className="chart-flag" key={id} transform={`translate(${xOf(index, plot)} 0)`}>
        <line y1={MARGIN.top} y2={HEIGHT - MARGIN.bottom} />
        <circle cy={MARGIN.top} r={8} />
        <text y={MARGIN.top} dy="0.35em">
          {position + 1}
        </text>
      </g>
    )
  })
}

type Point = AnomalyDetail['series'][number]

function linePath({ series }: AnomalyDetail, plot: Plot, amountOf: (point: Point) => number | null): string {
  let pen = 'M'
  return series
    .map((point, index) => {
      const value = amountOf(point)
      if (value === null) {
        pen = 'M'
        return ''
      }
      const step = `${pen}${xOf(index, plot).toFixed(1)} ${yOf(value, plot).toFixed(1)}`
      pen = 'L'
      return step
    })
    .join('')
}

/** Along the upper edge and back along the lower one. */
function bandPath({ series }: AnomalyDetail, plot: Plot): string {
  const known = series.flatMap(({ low, high }, index) =>
    low === null || high === null ? [] : [{ index, low, high }],
  )
  if (known.length < 2) return ''
  const at = (index: number, value: number) => `${xOf(index, plot).toFixed(1)} ${yOf(value, plot).toFixed(1)}`
  const up = known.map(({ index, high }) => at(index, high))
  const back = known.toReversed().map(({ index, low }) => at(index, low))
  return `M${[...up, ...back].join('L')}Z`
}
