import type { MlFinding } from '@outlay/shared/ml-parts'
import { Link } from '@tanstack/react-router'
import { formatMoney } from '../../lib/format.ts'
import { useView } from '../../lib/search-state.ts'

/** What the rules found on a resource: the largest, with its range and the way to its evidence. */
export function Findings({
  findings,
  currency,
}: {
  readonly findings: readonly MlFinding[]
  readonly currency: string
}) {
  const view = useView()
  const [first, ...others] = findings
  if (first === undefined) return <span className="muted">nothing found</span>
  return (
    <>
      <Link to="/recommendations/$id" params={{ id: first.id }} search={{ ...view, local: {} }}>
        {first.title}
      </Link>
      <p className="row-note">
        {formatMoney(first.low, currency)} to {formatMoney(first.high, currency)} a month
        {others.length > 0 && `; also ${others.map(({ rule }) => rule).join(', ')}`}
      </p>
    </>
  )
}
