import type { UntaggedItem } from '@outlay/shared/tagging'
import { Link } from '@tanstack/react-router'
import { formatMoney, formatShare } from '../../../lib/format.ts'
import { isolate } from '../../../lib/isolate.ts'
import { valueLabel } from '../../../lib/labels.ts'
import { useView } from '../../../lib/search-state.ts'

interface UntaggedRowProps {
  readonly item: UntaggedItem
  readonly currency: string
  readonly selected: boolean
  readonly onSelect: () => void
  readonly onAssign: () => void
}

/** One resource, or the charges of a service that have none, and what speaks for an owner. */
export function UntaggedRow({ item, currency, selected, onSelect, onAssign }: UntaggedRowProps) {
  const { suggestion, cost } = item
  const name = nameOf(item)
  return (
    <tr data-untagged={item.resource ?? ''}>
      <td className="untagged-check">
        <input type="checkbox" aria-label={`Select ${name}`} checked={selected} onChange={onSelect} />
      </td>
      <th scope="row">
        <What item={item} />
        <p className="row-note">{isolate(item.service ?? 'No service')}</p>
      </th>
      <td>
        {valueLabel('provider', item.provider)} {isolate(item.subAccountName ?? item.subAccount ?? '')}
        {item.resourceGroup !== null && <p className="row-note">group {isolate(item.resourceGroup)}</p>}
        {item.creator !== null && <p className="row-note">made by {isolate(item.creator)}</p>}
      </td>
      <td className="num">
        <data value={cost}>{formatMoney(cost, currency)}</data>
      </td>
      <td>
        {suggestion === null ? (
          <span className="muted">nobody stands out</span>
        ) : (
          <>
            <span className="strong">{isolate(suggestion.team)}</span>{' '}
            <span className="muted">{formatShare(suggestion.confidence)} sure</span>
            <p className="row-note">{suggestion.evidence}</p>
          </>
        )}
      </td>
      <td>
        <button type="button" className="button small" onClick={onAssign} aria-label={`Assign ${name}`}>
          Assign…
        </button>
      </td>
    </tr>
  )
}

function What({ item }: { readonly item: UntaggedItem }) {
  const view = useView()
  if (item.resource === null) return 'Charges of no resource'
  return (
    <Link to="/resources/$id" params={{ id: item.resource }} search={{ ...view, selected: null, local: {} }}>
      {isolate(item.resourceName ?? valueLabel('resource', item.resource))}
    </Link>
  )
}

function nameOf({ resourceName, resource, service }: UntaggedItem): string {
  return resourceName ?? resource ?? `charges of ${service ?? 'no service'}`
}

export function itemKey({ resource, subAccount, service }: UntaggedItem): string {
  return resource ?? JSON.stringify([subAccount, service])
}
