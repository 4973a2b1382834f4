import type { AnomalyDetail } from '@outlay/shared/detect'
import { useId, useState } from 'react'
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
import { formatDay, formatMoney, formatMoneyTick } from '../../lib/format.ts'
import { BandTable } from './band-table.tsx'

const HEIGHT = 250

/** Sixty days of the place: what it cost as a line, what was expected as a band, the anomaly's days shaded. */
export function BandChart({ anomaly }: { readonly anomaly: AnomalyDetail }) {
  const id = useId()
  const [asTable, setAsTable] = useState(false)
  const { currency, series } = anomaly
  if (series.length === 0) {
    return <p className="muted">The days of this place cannot be shown: it spans several series.</p>
  }
  return (
    <figure className="chart" aria-labelledby={`${id}name`} aria-describedby={`${id}text`}>
      <figcaption className="chart-head">
        <span id={`${id}name`} className="card-title">
          Cost a day
        </span>
        <span className="chart-unit">effective cost of usage, {currency}</span>
        <button
          type="button"
          className="button small ghost"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'View as chart' : 'View as table'}
        </button>
      </figcaption>
      {!asTable && (
        <>
          <Drawing anomaly={anomaly} />
          <p className="band-legend muted" aria-hidden="true">
            <span className="key-line" /> cost <span className="key-band" /> expected{' '}
            <span className="key-span" /> anomaly
          </p>
        </>
      )}
      <p id={`${id}text`} className="chart-sentence">
        {inWords(anomaly)}
      </p>
      <BandTable anomaly={anomaly} visible={asTable} />
    </figure>
  )
}

function Drawing({ anomaly }: { readonly anomaly: AnomalyDetail }) {
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
        <path className="band-line" d={linePath(anomaly, plot, ({ cost }) => cost)} />
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

function inWords({ series, startedOn, lastDay, expected, actual, currency }: AnomalyDetail): string {
  const money = (value: number) => formatMoney(value.toFixed(2), currency)
  const top = series.toSorted((a, b) => b.cost - a.cost)[0]
  const days =
    startedOn === lastDay
      ? `On ${formatDay(startedOn, 'year')}`
      : `From ${formatDay(startedOn)} to ${formatDay(lastDay, 'year')}`
  const highest =
    top === undefined ? '' : ` The highest day is ${formatDay(top.day, 'year')} with ${money(top.cost)}.`
  return `${days} a day cost ${money(actual)}, where ${money(expected)} was expected.${highest}`
}
