import type { BudgetFix } from '@outlay/shared/budgets'
import { addDays } from '@outlay/shared/period'
import { z } from 'zod'
import { runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'
import { createBinder } from '../../queries/where-sql.ts'
import type { Watched } from './budget.ts'
import { scopeSql } from './daily-spend.ts'

const DAYS = 30

/** Open recommendations that touch what a budget counts, the largest counted saving first. */
export async function fixesFor(ask: Ask, budget: Watched, limit: number): Promise<readonly BudgetFix[]> {
  const { dataThrough } = ask.state
  if (dataThrough === null) return []
  const binder = createBinder()
  const days = { start: addDays(dataThrough, 1 - DAYS), end: addDays(dataThrough, 1) }
  const everything = budget.scope.some((filters) => filters.length === 0)
  const inScope = everything
    ? 'true'
    : `list_has_any(resource_ids, (
        select coalesce(list(distinct resource), []) from cost_fact where ${scopeSql(ask, budget, days, binder)}
      ))`
  const currency = everything ? binder.named('currency', budget.currency) : '$currency'
  const sql = `
    select id, body, counted
    from recommendation
    where status in ('open', 'accepted', 'in_progress') and counted > 0 and currency = ${currency} and ${inScope}
    order by counted desc, id
    limit ${limit}`
  const rows = await runQuery(
    ask.connection,
    { name: 'budget.fixes', sql, params: Params, row: Row },
    binder.params,
  )
  return rows.map(({ id, body, counted }) => ({
    id,
    title: Title.parse(JSON.parse(body)).title,
    monthlySavings: counted,
    currency: budget.currency,
  }))
}

const Params = z.record(z.string(), z.string())
const Row = z.object({ id: z.string(), body: z.string(), counted: z.number() })
const Title = z.object({ title: z.string() })
