import type { OverviewAnswer } from '@outlay/shared/api'
import type { BudgetRow } from '@outlay/shared/budgets'
import { useQuery } from '@tanstack/react-query'
import { useView } from '../../lib/search-state.ts'
import { budgetsOptions } from '../budgets/answers.ts'

/** The budget of just what the overview shows: its team or everything, its month, its basis and its currency. */
export function useBudgetInView({ period, basis, currency, report }: OverviewAnswer): BudgetRow | undefined {
  const { team, filters } = useView()
  const { data } = useQuery(budgetsOptions())
  if (filters.length > 0 || report !== undefined) return undefined
  return data?.data.find(
    ({ budget, standing }) =>
      budget.team === team &&
      budget.filters.length === 0 &&
      budget.currency === currency &&
      budget.basis.metric === basis.metric &&
      budget.basis.charges === basis.charges &&
      standing.period.start === period.start &&
      standing.amount !== null,
  )
}
