import type { ResourceAnswer } from '@outlay/shared/api'
import { Sparkline } from '../../components/charts/sparkline.tsx'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { formatCount } from '../../lib/format.ts'
import { groupBy } from '../../lib/group.ts'

/** What the resource did, where metrics were imported: average and peak over the days known. */
export function Metrics({ metrics }: { readonly metrics: ResourceAnswer['metrics'] }) {
  if (metrics.length === 0) return null
  return (
    <section className="card card-flush">
      <div className="card-head">
        <h2 className="card-title">Metrics</h2>
      </div>
      <ScrollRegion label="Metrics">
        <table className="table">
          <caption className="sr-only">Metrics of the resource</caption>
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col" className="num">
                Days
              </th>
              <th scope="col" className="num">
                Mean
              </th>
              <th scope="col" className="num">
                Peak
              </th>
              <th scope="col">Daily mean</th>
            </tr>
          </thead>
          <tbody>
            {[...groupBy(metrics, ({ metric }) => metric)].map(([metric, days]) => (
              <MetricRow
                key={metric}
                metric={metric}
                days={[...days].sort((a, b) => (a.day < b.day ? -1 : 1))}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

function MetricRow({ metric, days }: { readonly metric: string; readonly days: ResourceAnswer['metrics'] }) {
  const mean = days.reduce((sum, { average }) => sum + average, 0) / days.length
  const unit = metric.endsWith('_utilization') ? ' %' : ''
  return (
    <tr>
      <th scope="row">{metric.replaceAll('_', ' ')}</th>
      <td className="num">{days.length}</td>
      <td className="num">{`${formatCount(mean)}${unit}`}</td>
      <td className="num">{`${formatCount(Math.max(...days.map(({ maximum }) => maximum)))}${unit}`}</td>
      <td>
        <Sparkline values={days.map(({ average }) => average)} />
      </td>
    </tr>
  )
}
