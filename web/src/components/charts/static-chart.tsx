import { groupBy } from '@outlay/shared/group-by'
import { fillOf } from '../../lib/colors.ts'
import { formatDay, formatMoneyTick, formatMonth } from '../../lib/format.ts'
import type { ChartModel, Series } from './chart-model.ts'
import { at, labelledIndexes, MARGIN, type Plot, plotWidth, stackBars, xOf, yOf } from './geometry.ts'

export interface PlotProps {
  readonly model: ChartModel
  readonly plot: Plot
  readonly kind: 'bar' | 'line'
  readonly currency: string
  readonly onPick?: ((key: string) => void) | undefined
}

/** The chart without any library: what is painted first, printed and read by forced-colours mode. */
export function StaticChart({ model, plot, kind, currency }: PlotProps) {
  return (
    <svg width={plot.width} height={plot.height} aria-hidden="true" focusable="false">
      <Axes model={model} plot={plot} currency={currency} />
      {kind === 'bar' ? <Bars model={model} plot={plot} /> : <Lines model={model} plot={plot} />}
    </svg>
  )
}

/** Amounts to the left with their grid, periods below. */
export function Axes({ model, plot, currency }: Pick<PlotProps, 'model' | 'plot' | 'currency'>) {
  return (
    <>
      <Grid plot={plot} currency={currency} />
      <TimeAxis model={model} plot={plot} />
    </>
  )
}

/** Month or day under the axis. */
export function axisLabel(model: ChartModel, index: number): string {
  const period = model.periods[index] ?? ''
  return model.granularity === 'monthly' ? formatMonth(period) : formatDay(period)
}

/** Class by which hovering a legend entry or a table row dims all other series. */
export function seriesClass(series: Series, position: number): string {
  return `series series-at-${position}${series.slot === 'absent' ? ' series-absent' : ''}`
}

function Grid({ plot, currency }: { readonly plot: Plot; readonly currency: string }) {
  return plot.scale.ticks.map((tick) => (
    <g key={tick}>
      <line
        className={tick === 0 ? 'grid-zero' : 'grid-line'}
        x1={MARGIN.left}
        x2={plot.width - MARGIN.right}
        y1={yOf(tick, plot)}
        y2={yOf(tick, plot)}
      />
      <text className="axis-text" x={MARGIN.left - 8} y={yOf(tick, plot)} dy="0.32em" textAnchor="end">
        {formatMoneyTick(tick, currency)}
      </text>
    </g>
  ))
}

function TimeAxis({ model, plot }: { readonly model: ChartModel; readonly plot: Plot }) {
  return labelledIndexes(plot.count, plot.width).map((index) => (
    <text key={index} className="axis-text" x={xOf(index, plot)} y={plot.height - 6} textAnchor="middle">
      {axisLabel(model, index)}
    </text>
  ))
}

function Bars({ model, plot }: { readonly model: ChartModel; readonly plot: Plot }) {
  const rects = groupBy(stackBars(model, plot), (rect) => rect.series)
  return model.series.map((series, position) => (
    <g key={series.key} className={seriesClass(series, position)} fill={fillOf(series.slot)}>
      {rects.get(series)?.map((rect) => (
        <rect key={rect.index} x={rect.x} y={rect.y} width={rect.width} height={Math.max(rect.height, 0)} />
      ))}
    </g>
  ))
}

function Lines({ model, plot }: { readonly model: ChartModel; readonly plot: Plot }) {
  return model.series.map((series, position) => (
    <path
      key={series.key}
      className={`${seriesClass(series, position)} series-line`}
      fill="none"
      stroke={series.slot === 'absent' ? 'var(--series-other)' : fillOf(series.slot)}
      d={linePath(series, plot)}
    />
  ))
}

/** A line with gaps where there is no data. */
function linePath(series: Series, plot: Plot): string {
  let pen = 'M'
  return series.amounts
    .map((amount, index) => {
      const command =
        amount === null
          ? ''
          : `${pen}${xOf(index, plot).toFixed(1)} ${yOf(at(series, index), plot).toFixed(1)}`
      pen = amount === null ? 'M' : 'L'
      return command
    })
    .join('')
}

/** Width of one period's band. */
export function bandWidth(plot: Plot): number {
  return plotWidth(plot) / plot.count
}
