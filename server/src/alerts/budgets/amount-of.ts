import type { BudgetPeriod } from '@outlay/shared/budgets'
import { type Amount, addAmounts } from '@outlay/shared/money'
import { monthStart } from '@outlay/shared/period'
import type { Watched } from './budget.ts'

/** What a period may cost: its plan, the sum of its months where the plan names them all, else the flat amount. */
export function amountOf(
  { plan, amount }: Pick<Watched, 'plan' | 'amount'>,
  period: BudgetPeriod,
): Amount | null {
  if (plan.length === 0) return amount
  const planned = new Map(plan.map((entry) => [entry.period, entry.amount]))
  const own = planned.get(period.key)
  if (own !== undefined) return own
  const months = monthsOf(period)?.map((month) => planned.get(month))
  if (months === undefined || months.some((each) => each === undefined)) return null
  return addAmounts(months.flatMap((each) => each ?? []))
}

/** The calendar months that make up a period; undefined where it cuts one. */
function monthsOf({ start, end }: BudgetPeriod): readonly string[] | undefined {
  if (!start.endsWith('-01') || !end.endsWith('-01')) return undefined
  const months: string[] = []
  for (let month = start; month < end; month = monthStart(month, 1)) months.push(month.slice(0, 7))
  return months
}
