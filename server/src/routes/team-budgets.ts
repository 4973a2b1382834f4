import type { TeamBudget } from '@outlay/shared/allocation'
import { judge } from '../alerts/budgets/judge.ts'
import { budgetsOf } from '../alerts/budgets/read-answer.ts'
import type { Ask } from '../queries/ask.ts'
import { budgetDeps } from './budget-deps.ts'
import type { AppDeps } from './deps.ts'

/** The month budget of each team where exactly one names it, with its standing. */
export async function teamBudgets(ask: Ask, deps: AppDeps): Promise<ReadonlyMap<string, TeamBudget>> {
  const monthly = (await budgetsOf(ask, deps.alerting.config)).filter(
    ({ team, period }) => team !== null && period === 'month',
  )
  const found = new Map<string, TeamBudget>()
  if (monthly.length === 0) return found
  const judging = await budgetDeps(ask, deps)
  for (const budget of monthly) {
    const { id, team, currency } = budget
    if (team === null || monthly.filter((each) => each.team === team).length > 1) continue
    const { amount, actual, status, period } = (await judge(ask, budget, judging)).standing
    found.set(team, { id, amount, currency, actual, month: period.key, status })
  }
  return found
}
