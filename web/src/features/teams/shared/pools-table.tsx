import type { AllocationSummary, SharedPool } from '@outlay/shared/allocation'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { formatMoney, formatMonth } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { METHOD_LABEL } from './split-draft.ts'

const COLUMNS = [{ label: 'Shared cost' }, { label: 'Cost', num: true }, { label: 'Largest shares' }]
const SHOWN = 5

/** What the rules divided in the period, and what they could not. */
export function PoolsTable({ summary: { pools, currency } }: { readonly summary: AllocationSummary }) {
  if (pools.length === 0) return null
  return (
    <section className="card card-flush">
      <div className="card-head">
        <h2 className="card-title">Shared in this period</h2>
      </div>
      <ScrollRegion label="Shared costs">
        <table className="table">
          <caption className="sr-only">Shared costs of the period and who bears them</caption>
          <TableHead columns={COLUMNS} />
          <tbody>
            {pools.map((pool) => (
              <tr key={pool.key}>
                <th scope="row">
                  {isolate(pool.name)}
                  <p className="row-note">{METHOD_LABEL[pool.method]}</p>
                </th>
                <td className="num">
                  <data value={pool.cost}>{formatMoney(pool.cost, currency)}</data>
                </td>
                <td>
                  <Shares pool={pool} currency={currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

function Shares({
  pool: { shares, unsplit, cost },
  currency,
}: {
  readonly pool: SharedPool
  readonly currency: string
}) {
  return (
    <>
      {cost === '0' && <span className="muted">Nothing to share in this period.</span>}
      {shares
        .slice(0, SHOWN)
        .map(({ team, cost: share }) => `${isolate(team)} ${formatMoney(share, currency)}`)
        .join(', ')}
      {shares.length > SHOWN && <span className="muted"> and {shares.length - SHOWN} more</span>}
      {unsplit.map((part) => (
        <p key={part.month} className="row-note">
          {formatMoney(part.cost, currency)} of {formatMonth(part.month)} stays unallocated: {part.reason}.
        </p>
      ))}
    </>
  )
}
