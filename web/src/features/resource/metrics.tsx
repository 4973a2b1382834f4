import type { ResourceAnswer } from '@outlay/shared/api'
import { groupBy } from '@outlay/shared/group-by'
import { Sparkline } from '../../components/charts/sparkline.tsx'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { formatBytes, formatCount } from '../../lib/format.ts'

const COLUMNS = [
  { label: 'Metric' },
  { label: 'Days', num: true },
  { label: 'Mean', num: true },
  { label: 'Peak', num: true },
  { label: 'Daily mean' },
]

/** What the resource did, where metrics were imported: average and peak over the days known. */
export function Metrics({ metrics }: { readonly metrics: ResourceAnswer['metrics'] }) {
  if (metrics.length === 0) return null
  return (
    <section className="card card-flush">
      <div className="card-head">
        <h2 className="card-title">Metrics</h2>
      </div>
      <ScrollRegion label="Metrics">
        <table className="table metrics">
          <caption className="sr-only">Metrics of the resource</caption>
          <TableHead columns={COLUMNS} />
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
  return (
    <tr>
      <th scope="row">{metric.replaceAll('_', ' ')}</th>
      <td className="num">{days.length}</td>
      <td className="num">{measure(mean, metric)}</td>
      <td className="num">{measure(Math.max(...days.map(({ maximum }) => maximum)), metric)}</td>
      <td>
        <Sparkline values={days.map(({ average }) => average)} />
      </td>
    </tr>
  )
}

function measure(value: number, metric: string): string {
  if (metric.endsWith('_utilization')) return `${formatCount(value)} %`
  return metric.endsWith('_bytes') ? formatBytes(value) : formatCount(value)
}
