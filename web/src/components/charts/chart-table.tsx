import { formatMoney } from '../../lib/format.ts'
import { ScrollRegion } from '../table/scroll-region.tsx'
import type { ChartModel } from './chart-model.ts'
import { periodNote, periodTitle } from './describe.ts'
import { PeriodNote } from './period-note.tsx'
import { SeriesName } from './series-name.tsx'

interface ChartTableProps {
  readonly title: string
  readonly model: ChartModel
  readonly currency: string
  readonly visible: boolean
}

/** The chart's twin: a row a period, a column a series. Hidden from the eye only, until asked for. */
export function ChartTable({ title, model, currency, visible }: ChartTableProps) {
  const cell = (amount: string | null | undefined) =>
    amount == null ? '–' : <data value={amount}>{formatMoney(amount, currency)}</data>
  const table = (
    <table className="table">
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr>
          <th scope="col">Period</th>
          <th scope="col" className="num">
            Total
          </th>
          {model.series.map((series) => (
            <th key={series.key} scope="col" className="num">
              <SeriesName series={series} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {model.periods.map((period, index) => (
          <tr key={period}>
            <th scope="row">
              {periodTitle(model, index)}
              <PeriodNote note={periodNote(model, index)} />
            </th>
            <td className="num strong">{cell(model.totals[index])}</td>
            {model.series.map((series) => (
              <td key={series.key} className="num">
                {cell(series.amounts[index])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
  return visible ? (
    <ScrollRegion className="chart-table" label={`${title}, as a table`}>
      {table}
    </ScrollRegion>
  ) : (
    <div className="sr-only">{table}</div>
  )
}
