import type { VendorMeasure } from '@outlay/shared/commitments'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { formatMonth } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
import { share } from './words.ts'

const TYPE: Readonly<Record<VendorMeasure['type'], string>> = {
  savings_plan: 'Savings plans',
  reservation: 'Reservations',
  committed_use: 'Committed use',
}

const COLUMNS = [
  { label: 'Month' },
  { label: 'Account' },
  { label: 'Kind' },
  { label: 'Coverage', num: true },
  { label: 'Utilisation', num: true },
  { label: 'Measured in' },
]

/** The clouds' own figures, to compare with; nothing where none were collected. */
export function VendorCard({ measures }: { readonly measures: readonly VendorMeasure[] }) {
  if (measures.length === 0) return null
  return (
    <section className="card card-flush">
      <div className="card-head">
        <div>
          <h2 className="card-title">What the clouds say</h2>
          <p className="card-note">
            Their coverage counts only what one kind of commitment is sold for, in hours or in money, so that
            it is not the one above
          </p>
        </div>
      </div>
      <ScrollRegion className="is-tall" label="What the clouds say">
        <table className="table">
          <caption className="sr-only">Coverage and utilisation as the clouds reckon them</caption>
          <TableHead columns={COLUMNS} />
          <tbody>
            {measures.map((measure) => (
              <tr key={JSON.stringify(measure)}>
                <th scope="row">{formatMonth(measure.start)}</th>
                <td>
                  {valueLabel('provider', measure.provider)} <bdi>{measure.billingAccount}</bdi>
                </td>
                <td>{TYPE[measure.type]}</td>
                <td className="num">{share(measure.coverage)}</td>
                <td className="num">{share(measure.utilisation)}</td>
                <td>{measure.unit}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}
