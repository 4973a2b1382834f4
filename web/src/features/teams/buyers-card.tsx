import type { AllocationSummary, CommitmentFlow } from '@outlay/shared/allocation'
import { groupBy } from '@outlay/shared/group-by'
import { ScrollRegion } from '../../components/table/scroll-region.tsx'
import { TableHead } from '../../components/table/table-head.tsx'
import { addAmounts } from '../../lib/amounts.ts'
import { formatMoney } from '../../lib/format.ts'
import { isolate } from '../../lib/isolate.ts'

const COLUMNS = [{ label: 'Bought by' }, { label: 'Used by' }, { label: 'Amortised', num: true }]

/** Commitments by who bought them and whose usage they covered: discounts go where the usage is, not where the bill is. */
export function BuyersCard({ summary }: { readonly summary: AllocationSummary }) {
  const { commitments, currency } = summary
  const buyers = [...groupBy(commitments, ({ buyer }) => buyer)]
  return (
    <section className="card card-flush">
      <div className="card-head">
        <h2 className="card-title">Commitments: buyer and beneficiary</h2>
        <p className="card-note">Amortised effective cost, whatever the metric above</p>
      </div>
      <ScrollRegion label="Commitments by buyer and beneficiary">
        <table className="table buyers">
          <caption className="sr-only">
            Commitments by the account that bought them and the team they covered
          </caption>
          <TableHead columns={COLUMNS} />
          {buyers.map(([buyer, flows]) => (
            <Buyer key={buyer ?? ''} buyer={buyer} flows={flows} currency={currency} />
          ))}
        </table>
      </ScrollRegion>
    </section>
  )
}

interface BuyerProps {
  readonly buyer: string | null
  readonly flows: readonly CommitmentFlow[]
  readonly currency: string
}

function Buyer({ buyer, flows, currency }: BuyerProps) {
  const name = flows[0]?.buyerName
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" rowSpan={flows.length + 1}>
          {buyer === null ? 'Unknown: the purchase lies before the data' : isolate(name ?? buyer)}
          {buyer !== null && name != null && name !== buyer && <p className="row-note">{isolate(buyer)}</p>}
        </th>
        <td className="strong">All</td>
        <td className="num strong">{formatMoney(addAmounts(flows.map(({ cost }) => cost)), currency)}</td>
      </tr>
      {flows.map(({ team, status, cost }) => (
        <tr key={`${status} ${team}`}>
          <td>
            {status === 'Unused' ? (
              <span className="muted">Nobody: unused</span>
            ) : team === null ? (
              'No team'
            ) : (
              isolate(team)
            )}
            {status === 'Unused' && team !== null && <span className="muted"> (of {isolate(team)})</span>}
          </td>
          <td className="num">
            <data value={cost}>{formatMoney(cost, currency)}</data>
          </td>
        </tr>
      ))}
    </tbody>
  )
}
