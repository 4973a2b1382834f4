import type { Plan } from '@outlay/shared/commitment-plan'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { formatMoney, formatShare, formatUnitPrice } from '../../../lib/format.ts'

const COLUMNS = [
  { label: 'Commitment, an hour', num: true },
  { label: 'Saving', num: true },
  { label: 'From', num: true },
  { label: 'To', num: true },
  { label: 'Usage −20%', num: true },
  { label: 'Usage −40%', num: true },
  { label: 'Utilisation', num: true },
  { label: 'Regret', num: true },
]
const EVERY = 4

/** The curve in figures, every fourth point. */
export function CurveTable({ plan: { curve, scope } }: { readonly plan: Plan }) {
  const money = (value: number) => formatMoney(value, scope.currency)
  return (
    <ScrollRegion className="is-tall" label="Saving a month by hourly commitment, as table">
      <table className="table">
        <caption className="sr-only">Saving a month by hourly commitment</caption>
        <TableHead columns={COLUMNS} />
        <tbody>
          {curve
            .filter((_, index) => index % EVERY === 0)
            .map((point) => (
              <tr key={point.hourly}>
                <th scope="row" className="num">
                  {formatUnitPrice(point.hourly, scope.currency)}
                </th>
                <td className="num">{money(point.saving.expected)}</td>
                <td className="num">{money(point.saving.low)}</td>
                <td className="num">{money(point.saving.high)}</td>
                <td className="num">{money(point.savingIfDown20)}</td>
                <td className="num">{money(point.savingIfDown40)}</td>
                <td className="num">{formatShare(point.utilisation)}</td>
                <td className="num">{money(point.regret)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
