import type { UnitCostsAnswer } from '@outlay/shared/unit-costs'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { formatDay, formatMoney, formatMonth } from '../../lib/format.ts'
import { manyOf, manyText, quantityText, unitCostText } from './unit-words.ts'

interface UnitPeriodsProps {
  readonly data: UnitCostsAnswer['data']
  readonly unit: string
  readonly meta: UnitCostsAnswer['meta']
}

/** Cost and quantity of each period side by side, newest first. */
export function UnitPeriods({ data, unit, meta }: UnitPeriodsProps) {
  const many = manyOf(meta.total.unitCost)
  const columns = [
    { label: 'Period', className: 'sticky-col' },
    { label: 'Cost', num: true },
    { label: `Quantity of ${unit}`, num: true },
    { label: `Cost of ${manyText(many, unit)}`, num: true },
    { label: 'Days known', num: true },
  ]
  return (
    <ScrollRegion className="is-tall" label={`Cost and quantity of ${unit}`}>
      <table className="table">
        <caption className="sr-only">Cost and quantity of {unit} by period</caption>
        <TableHead columns={columns} />
        <tbody>
          {data.toReversed().map(({ period, cost, quantity, unitCost, days, daysKnown }) => (
            <tr key={period}>
              <th scope="row" className="sticky-col nowrap">
                {meta.granularity === 'monthly' ? formatMonth(period) : formatDay(period, 'year')}
              </th>
              <td className="num">{formatMoney(cost, meta.currency)}</td>
              <td className="num">{quantityText(quantity)}</td>
              <td className="num strong">{unitCostText(unitCost, many, meta.currency)}</td>
              <td className="num muted">
                {daysKnown} of {days}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
