import { MARGIN, type Scale, toScale } from '../../components/charts/geometry.ts'
import { formatMoneyCompact, formatMoneyTick } from '../../lib/format.ts'
import type { Bar } from './waterfall-model.ts'

export const HEIGHT = 260
const LABEL_PX = 34
const LABEL_FROM_PX = 56
const VALUE_FROM_PX = 46

interface DrawingProps {
  readonly bars: readonly Bar[]
  readonly width: number
  readonly currency: string
}

/** The steps as bars between their sums, the amount over each. */
export function WaterfallDrawing({ bars, width, currency }: DrawingProps) {
  const low = Math.min(...bars.map((bar) => bar.low), 0)
  const scale = toScale(low, Math.max(...bars.map((bar) => bar.high), 0))
  const band = bandOf(width, bars.length)
  return (
    <svg width={width} height={HEIGHT} aria-hidden="true" focusable="false">
      {scale.ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${yOf(tick, scale)})`}>
          <line
            className={tick === 0 ? 'grid-zero' : 'grid-line'}
            x1={MARGIN.left}
            x2={width - MARGIN.right}
          />
          <text className="axis-text" x={MARGIN.left - 8} dy="0.32em" textAnchor="end">
            {formatMoneyTick(tick, currency)}
          </text>
        </g>
      ))}
      {bars.map((bar, index) => (
        <g key={bar.id} transform={`translate(${MARGIN.left + band * index} 0)`}>
          <StepBar bar={bar} scale={scale} band={band} currency={currency} />
        </g>
      ))}
    </svg>
  )
}

/** True where each step has the room for its name and amount. */
export function namesFit(width: number, steps: number): boolean {
  return bandOf(width, steps) > LABEL_FROM_PX
}

function bandOf(width: number, steps: number): number {
  return (width - MARGIN.left - MARGIN.right) / Math.max(steps, 1)
}

interface StepBarProps {
  readonly bar: Bar
  readonly scale: Scale
  readonly band: number
  readonly currency: string
}

function StepBar({ bar, scale, band, currency }: StepBarProps) {
  const [top, bottom] = [yOf(bar.high, scale), yOf(bar.low, scale)]
  return (
    <>
      <rect
        className={`step step-${bar.kind}`}
        x={band * 0.14}
        width={band * 0.72}
        y={top}
        height={Math.max(bottom - top, 1)}
      />
      {band > VALUE_FROM_PX && (
        <text className="step-value" x={band / 2} y={top - 5} textAnchor="middle">
          {formatMoneyCompact(bar.amount, currency)}
        </text>
      )}
      {band > LABEL_FROM_PX && <StepLabel text={bar.label} x={band / 2} width={band} />}
    </>
  )
}

function yOf(value: number, { min, max }: Scale): number {
  const inner = HEIGHT - MARGIN.top - LABEL_PX
  return MARGIN.top + inner * (1 - (value - min) / (max - min))
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
