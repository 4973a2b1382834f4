import type { MlGpuAnswer } from '@outlay/shared/ml'
import { useState } from 'react'
import { useWidth } from '../../components/charts/use-size.ts'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { formatCount, formatDay } from '../../lib/format.ts'
import { type HourSeries, hourSeries } from './hours-model.ts'

const HEIGHT = 180
const BASE = 160

/** Accelerator hours by model over time, as stacked bars with a table of the same figures. */
export function HoursChart({ answer }: { readonly answer: MlGpuAnswer }) {
  const [asTable, setAsTable] = useState(false)
  const model = hourSeries(answer.series)
  if (model.periods.length < 2) return null
  return (
    <figure className="chart ml-hours" aria-labelledby="ml-hours-name">
      <figcaption className="chart-head">
        <span id="ml-hours-name" className="card-title">
          GPU hours by model
        </span>
        <span className="chart-unit">accelerator hours</span>
        <button
          type="button"
          className="button small ghost"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'View as chart' : 'View as table'}
        </button>
      </figcaption>
      {asTable ? <HoursTable {...model} /> : <Bars {...model} />}
    </figure>
  )
}

function Bars({ periods, series, top }: HourSeries) {
  const [ref, width] = useWidth<HTMLDivElement>(720)
  const step = width / periods.length
  return (
    <>
      <ul className="ml-hours-legend">
        {series.map(({ name, slot, total }) => (
          <li key={name}>
            <span className="ml-swatch" style={{ background: `var(--series-${slot})` }} aria-hidden="true" />
            {name} <span className="muted">{formatCount(Math.round(total))} h</span>
          </li>
        ))}
      </ul>
      <div ref={ref}>
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          height={HEIGHT}
          role="img"
          aria-label={`GPU hours by model, ${periods.length} periods, at most ${formatCount(Math.round(top))} hours; the table holds every figure`}
        >
          <line x1="0" x2={width} y1={BASE} y2={BASE} className="ml-axis" />
          {periods.map((period, index) => {
            let y = BASE
            return series.map(({ name, slot, hours }) => {
              const size = top > 0 ? ((hours[index] ?? 0) / top) * (BASE - 8) : 0
              y -= size
              return (
                <rect
                  key={`${period} ${name}`}
                  x={index * step + step * 0.12}
                  y={y}
                  width={step * 0.76}
                  height={Math.max(0, size - 0.5)}
                  fill={`var(--series-${slot})`}
                >
                  <title>{`${name}, ${formatDay(period)}: ${formatCount(Math.round(hours[index] ?? 0))} h`}</title>
                </rect>
              )
            })
          })}
          <text x="0" y={HEIGHT - 4} className="ml-axis-text">
            {formatDay(periods[0] ?? '')}
          </text>
          <text x={width} y={HEIGHT - 4} textAnchor="end" className="ml-axis-text">
            {formatDay(periods.at(-1) ?? '')}
          </text>
        </svg>
      </div>
    </>
  )
}

function HoursTable({ periods, series }: HourSeries) {
  return (
    <ScrollRegion label="GPU hours by model" className="is-tall">
      <table className="table">
        <caption className="sr-only">GPU hours by model</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            {series.map(({ name }) => (
              <th key={name} scope="col" className="num">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {periods.map((period, index) => (
            <tr key={period}>
              <th scope="row">{formatDay(period, 'year')}</th>
              {series.map(({ name, hours }) => (
                <td key={name} className="num">
                  {formatCount(Math.round(hours[index] ?? 0))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
