import { useState } from 'react'
import { MoreRows } from '../../../components/table/more-rows.tsx'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { formatCount, formatMoney } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { valueLabel } from '../../../lib/labels.ts'
import { isUnjudged, type Reason, reasonLabel } from './reasons.ts'

const SHOWN = 8
const COLUMNS = [
  { label: 'Why nothing was said' },
  { label: 'Where' },
  { label: 'Looked at', num: true },
  { label: 'Cost, 30 days', num: true },
]

interface ReasonsTableProps {
  readonly reasons: readonly Reason[]
  /** Where they are of several rules. */
  readonly named?: boolean
}

/** Why rules left what they looked at, with what it costs: money that nobody judged is named, not hidden. */
export function ReasonsTable({ reasons, named = false }: ReasonsTableProps) {
  const [all, setAll] = useState(false)
  if (reasons.length === 0)
    return <p className="card-pad muted">The bill shows nothing that a rule could look at.</p>
  const shown = all ? reasons : reasons.slice(0, SHOWN)
  return (
    <>
      <ScrollRegion label="Reasons">
        <table className="table">
          <caption className="sr-only">Reasons for silence, what could not be judged first</caption>
          <TableHead columns={COLUMNS} />
          <tbody>
            {shown.map((reason) => (
              <tr key={[reason.rule, reason.reason, reason.detail, reason.currency].join()}>
                <th scope="row">
                  <span className={`state-word tone-${isUnjudged(reason) ? 'warning' : 'quiet'}`}>
                    {reasonLabel(reason.reason)}
                  </span>
                  <p className="row-note">
                    {named && `${reason.rule}: `}
                    {reason.detail}
                  </p>
                </th>
                <td>
                  {reason.providers.map((provider) => valueLabel('provider', provider)).join(', ')}
                  <p className="row-note">{placesText(reason.accounts)}</p>
                </td>
                <td className="num">{formatCount(reason.candidates)}</td>
                <td className="num">
                  <data value={reason.cost}>{formatMoney(reason.cost, reason.currency)}</data>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {reasons.length > SHOWN && (
        <MoreRows shown={shown.length} total={reasons.length} all={all} onAll={setAll} />
      )}
    </>
  )
}

const NAMED = 2

function placesText(accounts: readonly string[]): string {
  const named = accounts.slice(0, NAMED).map(isolate).join(', ')
  return accounts.length > NAMED ? `${named} and ${accounts.length - NAMED} more accounts` : named
}
