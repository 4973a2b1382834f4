import type { TagPolicyKey } from '@outlay/shared/tagging'
import { ScrollRegion } from '../../../components/table/scroll-region.tsx'
import { TableHead } from '../../../components/table/table-head.tsx'
import { formatDay, formatMoney } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { valueLabel } from '../../../lib/labels.ts'

const COLUMNS = [
  { label: 'Billing account' },
  { label: 'Delivers it' },
  { label: 'Untagged', num: true },
  { label: 'Not activated', num: true },
]

/** Since when each bill delivers the tag: what lies before is no fault of those who tag. */
export function SourcesTable({ tag, currency }: { readonly tag: TagPolicyKey; readonly currency: string }) {
  return (
    <ScrollRegion label={`Sources of the tag ${tag.tag}`}>
      <table className="table">
        <caption className="sr-only">Billing accounts and since when they deliver the tag {tag.tag}</caption>
        <TableHead columns={COLUMNS} />
        <tbody>
          {tag.sources.map(({ provider, billingAccount, activatedOn, delivers, untagged, notActivated }) => (
            <tr key={`${provider} ${billingAccount}`}>
              <th scope="row">
                {valueLabel('provider', provider)}
                <p className="row-note">{isolate(billingAccount)}</p>
              </th>
              <td>
                {activatedOn !== null && `since ${formatDay(activatedOn, 'year')}`}
                {activatedOn === null && (
                  <span className="state-word tone-warning">
                    {delivers ? 'never: not activated' : 'delivers no tags at all'}
                  </span>
                )}
              </td>
              <td className="num">{formatMoney(untagged, currency)}</td>
              <td className="num">{formatMoney(notActivated, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
