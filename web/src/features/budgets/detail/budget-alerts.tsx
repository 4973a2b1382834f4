import type { Budget } from '@outlay/shared/budgets'
import { useQuery } from '@tanstack/react-query'
import { Load, Skeleton } from '../../../components/ui/states.tsx'
import { alertsOptions } from '../answers.ts'
import { AlertsTable } from '../history/alerts-table.tsx'
import { ruleWords } from '../words.ts'

/** The rules of a budget, and whom it told. */
export function BudgetAlerts({ budget }: { readonly budget: Budget }) {
  const query = useQuery(alertsOptions(budget.id))
  const rules = [
    ...budget.thresholds.map(({ on, percent }) => ruleWords(`${on}-${percent}`)),
    ...(budget.dailySpike === null ? [] : [`a day ${budget.dailySpike}% above its weekday`]),
  ]
  return (
    <>
      <h3 className="card-title">Rules and what they told</h3>
      <p className="card-note">
        {rules.length === 0
          ? 'No rule: nobody is told.'
          : `Tells at ${rules.join(', ')}; each once a period.`}
      </p>
      <Load query={query} what="The alerts" skeleton={<Skeleton height={120} />}>
        {({ data }) =>
          data.length === 0 ? <p className="muted">Nothing was told yet.</p> : <AlertsTable alerts={data} />
        }
      </Load>
    </>
  )
}
