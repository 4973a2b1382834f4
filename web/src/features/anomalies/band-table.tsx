import type { AnomalyDetail } from '@outlay/shared/detect'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { formatDay, formatMoney } from '../../lib/format.ts'

/** The chart's twin: a row a day. Hidden from the eye only, until asked for. */
export function BandTable({
  anomaly,
  visible,
}: {
  readonly anomaly: AnomalyDetail
  readonly visible: boolean
}) {
  const { series, currency, startedOn, lastDay, withoutCause } = anomaly
  const cell = (value: number | null) => (value === null ? '–' : formatMoney(value.toFixed(2), currency))
  const table = (
    <table className="table">
      <caption className="sr-only">Cost a day and what was expected</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" className="num">
            Cost
          </th>
          <th scope="col" className="num">
            Expected
          </th>
          <th scope="col" className="num">
            From
          </th>
          <th scope="col" className="num">
            To
          </th>
          {withoutCause !== null && (
            <th scope="col" className="num">
              Without {withoutCause.name}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {series.map(({ day, cost, expected, low, high, without }) => (
          <tr key={day}>
            <th scope="row">
              {formatDay(day, 'weekday')}
              {day >= startedOn && day <= lastDay && <span className="muted"> anomaly</span>}
            </th>
            <td className="num strong">{cell(cost)}</td>
            <td className="num">{cell(expected)}</td>
            <td className="num">{cell(low)}</td>
            <td className="num">{cell(high)}</td>
            {withoutCause !== null && <td className="num">{cell(without)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
  if (!visible) return <div className="sr-only">{table}</div>
  return (
    <ScrollRegion className="is-tall" label="Cost a day and what was expected">
      {table}
    </ScrollRegion>
  )
}
