import type { BudgetDetail } from '@outlay/shared/budgets'
import { Link } from '@tanstack/react-router'
import { formatMoney, formatMoneyChange } from '../../../lib/format.ts'
import { useView } from '../../../lib/search-state.ts'

/** What costs more than in the period before, and what could be saved. */
export function Drivers({ detail }: { readonly detail: BudgetDetail }) {
  const { contributors, budget, fixes } = detail
  const view = useView()
  const known = contributors.some(({ change }) => change !== null)
  return (
    <div className="budget-drivers">
      <h3 className="card-title">{known ? 'What drives it' : 'What it is made of'}</h3>
      <p className="card-note">
        {known
          ? `Against the same days of the ${budget.period} before`
          : 'The period before is not in the data'}
      </p>
      {contributors.length === 0 && <p className="muted">No cost in this period.</p>}
      <ul>
        {contributors.map(({ service, cost, change }) => (
          <li key={service ?? ''}>
            <span className="driver-name">{service ?? 'no service named'}</span>
            <span className="num">{formatMoney(cost, budget.currency)}</span>
            {change !== null && (
              <span className="num muted">{formatMoneyChange(change, budget.currency)}</span>
            )}
          </li>
        ))}
      </ul>
      <h3 className="card-title">What can be saved in it</h3>
      {fixes.length === 0 ? (
        <p className="muted">No open recommendation touches it.</p>
      ) : (
        <ol>
          {fixes.map(({ id, title, monthlySavings, currency }) => (
            <li key={id}>
              <Link
                to="/recommendations/$id"
                params={{ id }}
                search={{ ...view, selected: null, local: {} }}
                className="driver-name"
              >
                {title}
              </Link>
              <span className="num">{formatMoney(monthlySavings, currency)} a month</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
