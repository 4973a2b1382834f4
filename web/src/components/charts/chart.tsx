import { type ComponentType, type ReactNode, useId, useState } from 'react'
import type { ChartModel } from './chart-model.ts'
import { ChartTable } from './chart-table.tsx'
import { describeChart } from './describe.ts'
import { type Plot, scaleOf, xOf } from './geometry.ts'
import { Legend } from './legend.tsx'
import { Overlay } from './overlay.tsx'
import { Readout } from './readout.tsx'
import { type PlotProps, StaticChart } from './static-chart.tsx'
import { useChartKeys } from './use-chart-keys.ts'
import { useRich } from './use-rich.ts'
import { useWidth } from './use-size.ts'

export interface ChartProps {
  readonly title: string
  /** Metric and currency, stated once for the card. */
  readonly unit: ReactNode
  readonly model: ChartModel
  readonly currency: string
  readonly kind: 'bar' | 'line'
  readonly asTable: boolean
  readonly onAsTable: (asTable: boolean) => void
  /** Called with a series' key, by mouse on the series or by Enter on the legend. */
  readonly onPick?: ((key: string) => void) | undefined
  /** Called by Enter on a period. */
  readonly onPickPeriod?: ((index: number) => void) | undefined
  readonly height?: number
  /** What draws the plot in the place of bars and lines. */
  readonly draw?: ComponentType<PlotProps> | undefined
  /** What is drawn over the plot, of the page's own. */
  readonly over?: ((shown: Pick<PlotProps, 'model' | 'plot'>) => ReactNode) | undefined
  /** Choices of the chart, under its head. */
  readonly tools?: ReactNode
}

/** A chart with its name, its sentence and its table. Takes plain values and knows no fetch. */
export function Chart(props: ChartProps) {
  const { title, unit, currency, asTable, onAsTable } = props
  const id = useId()
  const [isolated, setIsolated] = useState<string | null>(null)
  const shown = props.model.series.some(({ key }) => key === isolated) ? isolated : null
  const model = shown === null ? props.model : isolate(props.model, shown)
  return (
    <figure
      className="chart"
      aria-labelledby={`${id}name`}
      aria-describedby={`${id}text`}
      data-highlight-root=""
    >
      <figcaption className="chart-head">
        <span id={`${id}name`} className="card-title">
          {title}
        </span>
        <span className="chart-unit">{unit}</span>
        <button
          type="button"
          className="button small ghost"
          aria-pressed={asTable}
          onClick={() => onAsTable(!asTable)}
        >
          {asTable ? 'View as chart' : 'View as table'}
        </button>
      </figcaption>
      {props.tools}
      {!asTable && (
        <>
          <Legend series={props.model.series} currency={currency} isolated={shown} onIsolate={setIsolated} />
          <ChartBody {...props} model={model} describedBy={`${id}text`} />
        </>
      )}
      <p id={`${id}text`} className="chart-sentence">
        {describeChart(model, currency)}
        {hatchNote(model)}
      </p>
      <ChartTable title={title} model={props.model} currency={currency} visible={asTable} />
    </figure>
  )
}

function ChartBody(props: ChartProps & { readonly describedBy: string }) {
  const { model, currency, kind, height = 260 } = props
  const [ref, width] = useWidth<HTMLDivElement>(720)
  const [Rich, load] = useRich(ref)
  const keys = useChartKeys(model.periods.length, props.onPickPeriod)
  const plot: Plot = { width, height, scale: scaleOf(model, kind === 'bar'), count: model.periods.length }
  const Renderer = props.draw ?? Rich ?? StaticChart
  return (
    <div
      ref={ref}
      className="chart-plot"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk the periods.
      tabIndex={0}
      role="application"
      aria-label={`${props.title}: arrow keys walk the periods${props.onPickPeriod ? ', Enter opens one' : ''}`}
      aria-describedby={props.describedBy}
      style={{ height }}
      onPointerEnter={load}
      onFocus={load}
      onBlur={keys.clear}
      onKeyDown={keys.onKeyDown}
    >
      <Renderer model={model} plot={plot} kind={kind} currency={currency} onPick={props.onPick} />
      <Overlay model={model} plot={plot} active={keys.active} />
      {props.over?.({ model, plot })}
      {keys.active !== null && (
        <div className={`chart-readout ${xOf(keys.active, plot) > width / 2 ? 'at-left' : 'at-right'}`}>
          <Readout model={model} index={keys.active} currency={currency} />
        </div>
      )}
    </div>
  )
}

function isolate(model: ChartModel, key: string): ChartModel {
  const series = model.series.filter((candidate) => candidate.key === key)
  return { ...model, series, totals: series[0]?.amounts ?? [] }
}

function hatchNote({ granularity, wholeIndex, partialIndex, periods }: ChartModel): string {
  if (wholeIndex === 0 && partialIndex === periods.length) return ''
  return granularity === 'daily' ? ' Hatched days are still in progress.' : ' Hatched periods are incomplete.'
}
