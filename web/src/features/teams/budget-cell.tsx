import type { TeamBudget } from '@outlay/shared/allocation'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { formatMoney } from '../../lib/format.ts'
import { StatusWord } from '../budgets/status-word.tsx'

/** The team's month budget and where it stands this month, whatever period is shown. */
export function BudgetCell({ budget }: { readonly budget: TeamBudget | null }) {
  const amount = budget?.amount ?? null
  if (budget === null || amount === null) {
    const why =
      budget === null ? 'not exactly one month budget of this team' : 'its plan has none for this month'
    return (
      <span className="muted" title={why}>
        <span aria-hidden="true">–</span>
        <span className="sr-only">unknown: {why}</span>
      </span>
    )
  }
  const { actual, currency, month, status } = budget
  return (
    <>
      <ViewLink to="/budgets" title={`${formatMoney(actual, currency)} of it spent in ${month}`}>
        <data value={amount}>{formatMoney(amount, currency)}</data>
      </ViewLink>
      <p className="row-note">
        <StatusWord status={status} />
      </p>
    </>
  )
}
