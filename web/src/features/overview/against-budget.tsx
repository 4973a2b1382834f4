import type { OverviewAnswer } from '@outlay/shared/api'
import { useQuery } from '@tanstack/react-query'
import { Load, Skeleton } from '../../components/ui/states.tsx'
import { ViewLink } from '../../components/ui/view-link.tsx'
import { budgetOptions, budgetsOptions } from '../budgets/answers.ts'
import { CurveChart } from '../budgets/detail/curve-chart.tsx'
import { useBudgetInView } from './use-budget-in-view.ts'
import '../budgets/budgets.css'

/** The period's spend so far and its forecast against the budget of what is in view. */
export function AgainstBudget({ overview }: { readonly overview: OverviewAnswer }) {
  const all = useQuery(budgetsOptions())
  const row = useBudgetInView(overview)
  return (
    <Load query={all} what="The budgets" skeleton={<Skeleton height={330} />}>
      {() =>
        row === undefined ? (
          <p className="muted">
            No budget has just this scope, month, basis and currency.{' '}
            <ViewLink to="/budgets">Budgets</ViewLink>
          </p>
        ) : (
          <Curve id={row.budget.id} />
        )
      }
    </Load>
  )
}

function Curve({ id }: { readonly id: string }) {
  const query = useQuery(budgetOptions(id))
  return (
    <Load query={query} what="The budget" skeleton={<Skeleton height={330} />}>
      {({ data }) => <CurveChart detail={data} />}
    </Load>
  )
}
