import { Bar, BarChart, CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts'
import { fillOf } from '../../lib/colors.ts'
import { formatMoneyTick } from '../../lib/format.ts'
import { BAND_GAP, labelledIndexes, MARGIN } from './geometry.ts'
import { Readout } from './readout.tsx'
import { axisLabel, type PlotProps, seriesClass } from './static-chart.tsx'

/**
 * The same chart drawn by Recharts, which adds hovering and picking. Loaded when someone reaches for the
 * chart, or when the browser has nothing else to do. Its keyboard layer is off: it knows neither Home nor
 * Enter, and a second tab stop would only confuse.
 */
export function RichChart({ model, plot, kind, currency, onPick }: PlotProps) {
  const Root = kind === 'bar' ? BarChart : LineChart
  const labels = new Set(labelledIndexes(plot.count, plot.width))
  const rows = model.periods.map((_, index) => ({ index }))
  return (
    <Root
      accessibilityLayer={false}
      width={plot.width}
      height={plot.height}
      data={rows}
      stackOffset="sign"
      barCategoryGap={`${BAND_GAP * 100}%`}
      margin={{ top: MARGIN.top, right: MARGIN.right, bottom: 0, left: 0 }}
    >
      <CartesianGrid vertical={false} className="grid-line" />
      <XAxis
        dataKey="index"
        scale="band"
        height={MARGIN.bottom}
        axisLine={false}
        tickLine={false}
        interval={0}
        className="axis-text"
        tickFormatter={(index: number) => (labels.has(index) ? axisLabel(model, index) : '')}
      />
      <YAxis
        width={MARGIN.left}
        axisLine={false}
        tickLine={false}
        interval={0}
        className="axis-text"
        domain={[plot.scale.min, plot.scale.max]}
        ticks={plot.scale.ticks}
        tickFormatter={(tick: number) => formatMoneyTick(tick, currency)}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={kind === 'bar' ? { className: 'chart-cursor' } : { className: 'chart-cursor-line' }}
        content={({ active, label }) =>
          active && typeof label === 'number' ? (
            <Readout model={model} index={label} currency={currency} />
          ) : null
        }
      />
      {model.series.map((series, position) =>
        drawSeries({ model, plot, kind, currency, onPick }, series, position),
      )}
    </Root>
  )
}

/** A function, not a component: Recharts finds its bars and lines among its direct children. */
function drawSeries(
  { kind, onPick }: PlotProps,
  series: PlotProps['model']['series'][number],
  position: number,
) {
  const drawn = ({ index }: { index: number }) => {
    const amount = series.amounts[index] ?? null
    return amount === null ? null : Number(amount)
  }
  const shared = {
    dataKey: drawn,
    name: series.label,
    className: seriesClass(series, position),
    isAnimationActive: false,
    onClick: () => onPick?.(series.key),
  }
  if (kind === 'bar') return <Bar key={series.key} {...shared} stackId="cost" fill={fillOf(series.slot)} />
  const stroke = series.slot === 'absent' ? 'var(--series-other)' : fillOf(series.slot)
  return <Line key={series.key} {...shared} stroke={stroke} strokeWidth={2} dot={false} type="linear" />
}
