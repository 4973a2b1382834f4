import type { BudgetContributor, BudgetPeriod } from '@outlay/shared/budgets'
import { addDays } from '@outlay/shared/period'
import { z } from 'zod'
import { Money, runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'
import { createBinder, METRIC_COLUMNS } from '../../queries/where-sql.ts'
import type { Watched } from './budget.ts'
import { scopeSql } from './daily-spend.ts'
import { aligned } from './judge.ts'

const CONTRIBUTORS = 6

/**
 * What drives a budget's period: services by what they cost more than on the same number of days of the period before,
 * largest first; by cost where history does not hold those days.
 */
export async function contributorsTo(
  ask: Ask,
  budget: Watched,
  period: BudgetPeriod,
  before: BudgetPeriod,
): Promise<readonly BudgetContributor[]> {
  const { dataThrough, oldestDay } = ask.state
  if (dataThrough === null || dataThrough < period.start) return []
  const known = oldestDay !== null && oldestDay <= before.start
  const binder = createBinder()
  const column = METRIC_COLUMNS[budget.basis.metric]
  const where = scopeSql(ask, budget, { start: before.start, end: addDays(dataThrough, 1) }, binder)
  const sql = `
    with part as (
      select service,
        coalesce(sum(${column}) filter (where day >= ${binder.named('period_start', period.start)}::date), 0) as cost,
        coalesce(sum(${column})
          filter (where day < ${binder.named('before_end', aligned(before, period.start, dataThrough))}::date), 0) as previous
      from cost_fact
      where ${where}
      group by service
    )
    select service, cost, previous, cost - previous as change
    from part
    order by ${known ? 'change desc' : 'cost desc'}, service nulls last
    limit ${CONTRIBUTORS}`
  const rows = await runQuery(
    ask.connection,
    { name: 'budget.contributors', sql, params: Params, row: Row },
    binder.params,
  )
  return rows.map((row) => (known ? row : { ...row, previous: null, change: null }))
}

const Params = z.record(z.string(), z.string())
const Row = z.object({ service: z.string().nullable(), cost: Money, previous: Money, change: Money })
