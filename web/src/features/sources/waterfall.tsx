import type { BridgeStep } from '@outlay/shared/api'
import { useId } from 'react'
import { MARGIN, toScale } from '../../components/charts/geometry.ts'
import { useWidth } from '../../components/charts/use-size.ts'
import { formatMoneyCompact, formatMoneyExact, formatMoneyTick } from '../../lib/format.ts'
import { type Bar, toBars } from './waterfall-model.ts'

const HEIGHT = 260
const LABEL_PX = 34

interface WaterfallProps {
  readonly title: string
  readonly sentence: string
  readonly steps: readonly BridgeStep[]
  readonly currency: string
  readonly asTable: boolean
  readonly onAsTable: (asTable: boolean) => void
}

/** Two totals and the steps between them, each standing on the one before. */
export function Waterfall({ title, sentence, steps, currency, asTable, onAsTable }: WaterfallProps) {
  const id = useId()
  const [ref, width] = useWidth<HTMLDivElement>(720)
  return (
    <figure className="chart" aria-labelledby={`${id}name`} aria-describedby={`${id}text`}>
      <figcaption className="chart-head">
        <span id={`${id}name`} className="card-title">
          {title}
        </span>
        <span className="chart-unit">{currency}, all metrics</span>
        <button
          type="button"
          className="button small ghost"
          aria-pressed={asTable}
          onClick={() => onAsTable(!asTable)}
        >
          {asTable ? 'View as chart' : 'View as table'}
        </button>
      </figcaption>
      <div ref={ref} hidden={asTable} style={{ minHeight: HEIGHT }}>
        <Drawing bars={toBars(steps)} width={width} currency={currency} />
      </div>
      <p id={`${id}text`} className="chart-sentence">
        {sentence}
      </p>
      <div className={asTable ? 'table-scroll' : 'sr-only'}>
        <table className="table">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col" className="num">
                Amount
              </th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step.id}>
                <th scope="row">{step.label}</th>
                <td className="num">
                  <data value={step.amount}>{formatMoneyExact(step.amount, currency)}</data>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  )
}

function Drawing({
  bars,
  width,
  currency,
}: {
  readonly bars: readonly Bar[]
  readonly width: number
  readonly currency: string
}) {
  const scale = toScale(
    Math.min(...bars.map(({ low }) => low), 0),
    Math.max(...bars.map(({ high }) => high), 0),
  )
  const inner = HEIGHT - MARGIN.top - LABEL_PX
  const y = (value: number) => MARGIN.top + inner * (1 - (value - scale.min) / (scale.max - scale.min))
  const band = (width - MARGIN.left - MARGIN.right) / Math.max(bars.length, 1)
  return (
    <svg width={width} height={HEIGHT} aria-hidden="true" focusable="false">
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? 'grid-zero' : 'grid-line'}
            x1={MARGIN.left}
            x2={width - MARGIN.right}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text className="axis-text" x={MARGIN.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
            {formatMoneyTick(tick, currency)}
          </text>
        </g>
      ))}
      {bars.map((bar, index) => (
        <g key={bar.id} transform={`translate(${MARGIN.left + band * index} 0)`}>
          <rect
            className={`step step-${bar.kind}`}
            x={band * 0.14}
            width={band * 0.72}
            y={y(bar.high)}
            height={Math.max(y(bar.low) - y(bar.high), 1)}
          />
          <text className="step-value" x={band / 2} y={y(bar.high) - 5} textAnchor="middle">
            {formatMoneyCompact(bar.amount, currency)}
          </text>
          {band > 56 && <StepLabel text={bar.label} x={band / 2} width={band} />}
        </g>
      ))}
    </svg>
  )
}

/** A label on at most two lines, cut where it would touch its neighbour. */
function StepLabel({
  text,
  x,
  width,
}: {
  readonly text: string
  readonly x: number
  readonly width: number
}) {
  const fits = Math.floor(width / 6.4)
  const words = text.split(' ')
  const lines = ['', '']
  for (const word of words) {
    const line = lines[0] === '' || `${lines[0]} ${word}`.length <= fits ? 0 : 1
    if (line === 1 || lines[1] !== '') lines[1] = `${lines[1]} ${word}`.trim()
    else lines[0] = `${lines[0]} ${word}`.trim()
  }
  return lines.map((line, index) => (
    <text key={line} className="axis-text" x={x} y={HEIGHT - LABEL_PX + 16 + index * 14} textAnchor="middle">
      {line.length > fits ? `${line.slice(0, Math.max(fits - 1, 1))}…` : line}
    </text>
  ))
}
