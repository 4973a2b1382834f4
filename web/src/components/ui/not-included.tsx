import type { CostsMeta } from '@outlay/shared/api'
import { Link } from '@tanstack/react-router'
import { formatMoneyCompact, formatMoneyExact } from '../../lib/format.ts'
import { useView } from '../../lib/search-state.ts'

interface NotIncludedProps {
  readonly currencies: CostsMeta['currencies'] | undefined
  /** The one that the figures are in. */
  readonly currency: string
  /** Said before the amounts. */
  readonly lead?: string
}

/** What the same question costs in other currencies, which never add; each leads to its own figures. */
export function NotIncluded({ currencies = [], currency, lead = 'not included:' }: NotIncludedProps) {
  const view = useView()
  const others = currencies.filter((other) => other.currency !== currency)
  if (others.length === 0) return null
  return (
    <span className="nowrap">
      {lead}{' '}
      {others.map((other, index) => (
        <span key={other.currency}>
          {index > 0 && ', '}
          <Link
            to="."
            search={{ ...view, currency: other.currency }}
            title={`${formatMoneyExact(other.total, other.currency)}: show ${other.currency}`}
          >
            <data value={other.total}>{formatMoneyCompact(other.total, other.currency)}</data>
            <span className="sr-only"> in {other.currency}</span>
          </Link>
        </span>
      ))}
    </span>
  )
}
