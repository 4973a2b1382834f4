import type { CostsAnswer } from '@outlay/shared/api'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { Load, Skeleton } from '../../components/ui/states.tsx'
import { formatDay, formatMoney, formatMoneyCompact } from '../../lib/format.ts'
import { METRIC_LABEL } from '../../lib/labels.ts'
import type { Range } from '../../lib/period.ts'
import { costsOptions } from '../../lib/queries.ts'
import { costsQuery } from '../../lib/request.ts'
import { useView } from '../../lib/search-state.ts'
import { type HeatCell, toWeekdayHeat } from './weekday-heat.ts'

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** The rhythm of the cost: weekdays against weeks. Days, because the facts that every page reads hold no hours. */
export function HeatChart({ range }: { readonly range: Range }) {
  const view = useView()
  const query = useQuery(costsOptions(costsQuery(view, range, { granularity: 'daily', groupBy: [] })))
  return (
    <Load query={query} what="The chart" skeleton={<Skeleton height={300} />}>
      {(answer) => <Heat answer={answer} range={range} />}
    </Load>
  )
}

function Heat({ answer: { data, meta }, range }: { readonly answer: CostsAnswer; readonly range: Range }) {
  const id = useId()
  const { weeks, rows } = toWeekdayHeat({
    ...range,
    days: data.map(({ period, cost }) => ({ day: period, cost })),
    dataThrough: meta.dataThrough,
    partialFrom: meta.partialFrom,
  })
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption className="chart-head">
        <span id={id} className="card-title">
          Cost by weekday
        </span>
        <span className="chart-unit">
          {METRIC_LABEL[meta.basis.metric]}, {meta.currency} a day
        </span>
      </figcaption>
      <ScrollRegion label="Cost by weekday and week">
        <table className="week-heat">
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">Weekday</span>
              </th>
              {weeks.map((week, index) => (
                <th key={week} scope="col">
                  <span className={index % 4 === 0 ? '' : 'sr-only'}>{formatDay(week)}</span>
                </th>
              ))}
              <th scope="col" className="num">
                Mean
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ weekday, cells, mean }) => (
              <tr key={weekday}>
                <th scope="row">{WEEKDAYS[weekday]}</th>
                {cells.map((cell) => (
                  <Cell key={cell.day} cell={cell} currency={meta.currency} />
                ))}
                <td className="num strong">
                  {mean === null ? '–' : formatMoneyCompact(mean, meta.currency)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="chart-sentence">
        Five colours, a fifth of the days each, the strongest the dearest; means count complete days. By
        weekday and not by hour, because hours are kept in the lake alone and summed to days here.
      </p>
    </figure>
  )
}

function Cell({
  cell: { day, cost, step },
  currency,
}: {
  readonly cell: HeatCell
  readonly currency: string
}) {
  if (cost === null) return <td />
  const said = `${formatDay(day, 'weekday')}: ${formatMoney(cost, currency)}`
  return (
    <td className={`week-heat-cell week-heat-${step}`} title={said}>
      <data className="sr-only" value={cost}>
        {said}
      </data>
    </td>
  )
}
