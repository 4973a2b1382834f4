import type { RecommendationMetric } from '@outlay/shared/recommendations'
import { useId, useState } from 'react'
import { useWidth } from '../../../components/charts/use-size.ts'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { formatCount, formatDay } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { asWords } from '../words.ts'
import { type MetricPlot, plotOf } from './metric-plot.ts'

const HEIGHT = 170
const COLUMNS = [{ label: 'Day' }, { label: 'Mean', num: true }, { label: 'Peak', num: true }]

/** The utilisation that the rule looked at: mean and peak of each day, with its line and the P95. */
export function MetricCharts({ metrics }: { readonly metrics: readonly RecommendationMetric[] }) {
  if (metrics.length === 0) return null
  const several = new Set(metrics.map(({ resource }) => resource)).size > 1
  return (
    <section className="card" aria-label="Why">
      <h2 className="card-title">Why: what was measured</h2>
      <div className="metric-charts">
        {metrics.map((metric) => (
          <MetricChart key={`${metric.resource} ${metric.metric}`} metric={metric} named={several} />
        ))}
      </div>
    </section>
  )
}

function MetricChart({ metric, named }: { readonly metric: RecommendationMetric; readonly named: boolean }) {
  const id = useId()
  const [asTable, setAsTable] = useState(false)
  const name = asWords(metric.metric)
  return (
    <figure className="chart" aria-labelledby={`${id}name`} aria-describedby={`${id}text`}>
      <figcaption className="chart-head">
        <span id={`${id}name`} className="strong">
          {name}
          {named && (
            <>
              {' of '}
              <bdi className="break">{isolate(metric.resource.split('/').at(-1) ?? metric.resource)}</bdi>
            </>
          )}
        </span>
        <span className="chart-unit">
          {metric.unit === '%' ? 'percent' : (metric.unit ?? 'count')}, a day
        </span>
        <button
          type="button"
          className="button small ghost"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'View as chart' : 'View as table'}
        </button>
      </figcaption>
      {asTable ? <MetricTable metric={metric} name={name} /> : <Drawing metric={metric} />}
      <p id={`${id}text`} className="chart-sentence">
        {sentenceOf(metric)}
      </p>
    </figure>
  )
}

function sentenceOf({ days, p95, threshold, unit }: RecommendationMetric): string {
  const mean = days.reduce((sum, { average }) => sum + average, 0) / Math.max(1, days.length)
  const line = threshold === null ? '' : ` ${threshold.label} ${valueText(threshold.value, unit)}.`
  return `${days.length} days: ${valueText(mean, unit)} on average, P95 of the daily peaks ${valueText(p95, unit)}.${line}`
}

function valueText(value: number, unit: string | null): string {
  const digits = Math.abs(value) >= 100 ? formatCount(Math.round(value)) : String(Math.round(value * 10) / 10)
  return unit === '%' ? `${digits} %` : digits
}

function Drawing({ metric }: { readonly metric: RecommendationMetric }) {
  const [ref, width] = useWidth<HTMLDivElement>(640)
  const plot = plotOf(metric, width, HEIGHT)
  return (
    <div ref={ref} className="metric-drawing" style={{ minHeight: HEIGHT }}>
      <svg width={width} height={HEIGHT} aria-hidden="true">
        <Ticks plot={plot} metric={metric} />
        <path className="metric-peak" d={plot.peak} />
        <path className="metric-mean" d={plot.mean} />
        {plot.lines.map(({ kind, y, label, labelY }) => (
          <g key={kind} className={`metric-line is-${kind}`}>
            <line x1={plot.left} x2={width - plot.right} y1={y} y2={y} />
            <text x={width - plot.right} y={labelY} textAnchor="end">
              {label}
            </text>
          </g>
        ))}
      </svg>
      <p className="metric-legend">
        <span className="metric-key is-mean" aria-hidden="true" /> mean
        <span className="metric-key is-peak" aria-hidden="true" /> peak of the day
      </p>
    </div>
  )
}

function Ticks({ plot, metric }: { readonly plot: MetricPlot; readonly metric: RecommendationMetric }) {
  const [first, last] = [metric.days[0], metric.days.at(-1)]
  return (
    <g className="metric-axis">
      {plot.ticks.map(({ y, value }) => (
        <g key={value}>
          <line x1={plot.left} x2={plot.left + plot.inner} y1={y} y2={y} />
          <text x={plot.left - 6} y={y + 4} textAnchor="end">
            {valueText(value, null)}
          </text>
        </g>
      ))}
      {first !== undefined && (
        <text x={plot.left} y={HEIGHT - 4}>
          {formatDay(first.day)}
        </text>
      )}
      {last !== undefined && (
        <text x={plot.left + plot.inner} y={HEIGHT - 4} textAnchor="end">
          {formatDay(last.day)}
        </text>
      )}
    </g>
  )
}

function MetricTable({ metric, name }: { readonly metric: RecommendationMetric; readonly name: string }) {
  return (
    <ScrollRegion label={name} className="is-tall">
      <table className="table">
        <caption className="sr-only">{name} a day</caption>
        <TableHead columns={COLUMNS} />
        <tbody>
          {metric.days.map(({ day, average, maximum }) => (
            <tr key={day}>
              <th scope="row">{formatDay(day, 'year')}</th>
              <td className="num">{valueText(average, metric.unit)}</td>
              <td className="num">{valueText(maximum, metric.unit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
