import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { formatMoney } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import type { RecommendationWithHistory } from '../answers.ts'
import { mathsLine, type Side, serverlessOf, sidesOf } from './change-sides.ts'

const COLUMNS = [
  { label: 'What' },
  { label: 'Size or kind' },
  { label: 'Price' },
  { label: 'A month', num: true },
  { label: 'Source' },
]

/** What stands there beside what is proposed, and the arithmetic between them. */
export function ChangeTable({ recommendation }: { readonly recommendation: RecommendationWithHistory }) {
  const { currency } = recommendation
  const { current, proposed } = sidesOf(recommendation)
  const serverless = serverlessOf(recommendation)
  return (
    <section className="card card-flush">
      <div className="card-head">
        <div>
          <h2 className="card-title">Current → proposed</h2>
          <p className="card-note maths">{mathsLine(recommendation)}</p>
        </div>
      </div>
      <ScrollRegion label="Current and proposed">
        <table className="table sides">
          <caption className="sr-only">Current and proposed</caption>
          <TableHead columns={COLUMNS} />
          <tbody>
            <SideRow name="Current" side={current} currency={currency} />
            <SideRow name="Proposed" side={proposed} currency={currency} />
            {serverless !== null && <SideRow name="Or serverless" side={serverless} currency={currency} />}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

interface SideRowProps {
  readonly name: string
  readonly side: Omit<Side, 'monthly'> & { readonly monthly: number | null }
  readonly currency: string
}

function SideRow({ name, side, currency }: SideRowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{isolate(side.what)}</td>
      <td>{side.price ?? <span className="muted">not by the unit</span>}</td>
      <td className="num strong">{side.monthly === null ? '–' : formatMoney(side.monthly, currency)}</td>
      <td>
        <p className="row-note">{side.source}</p>
      </td>
    </tr>
  )
}
