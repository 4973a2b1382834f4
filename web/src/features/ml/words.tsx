import { Link } from '@tanstack/react-router'
import { formatShare, formatUnitPrice } from '../../lib/format.ts'
import { valueLabel } from '../../lib/labels.ts'
import { useView } from '../../lib/search-state.ts'

/** What is not known is said, never drawn as nothing. */
export function Unknown({ why = 'unknown' }: { readonly why?: string }) {
  return <span className="muted">{why}</span>
}

export function shareText(share: number | null, why?: string) {
  return share === null ? <Unknown {...(why !== undefined && { why })} /> : formatShare(share)
}

export function priceText(price: number | null, currency: string, why?: string) {
  return price === null ? <Unknown {...(why !== undefined && { why })} /> : formatUnitPrice(price, currency)
}

/** Large counts in three digits: `1.31B`. */
export function shortCount(value: number): string {
  return new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 }).format(value)
}

interface ThingProps {
  readonly resource: string | null
  readonly name: string | null
  readonly provider: string
  readonly note?: string | null | undefined
}

/** A resource by its name, leading to its own page; its cloud and what else tells it apart below. */
export function Thing({ resource, name, provider, note }: ThingProps) {
  const view = useView()
  const label = <bdi>{name ?? resource?.split('/').at(-1) ?? 'no resource on the bill'}</bdi>
  return (
    <>
      {resource === null ? (
        <span className="muted">{label}</span>
      ) : (
        <Link to="/resources/$id" params={{ id: resource }} search={view} title={resource}>
          {label}
        </Link>
      )}
      <p className="row-note">
        {[valueLabel('provider', provider), note].filter((part) => part != null && part !== '').join(' · ')}
      </p>
    </>
  )
}
