import type { Amount } from '@outlay/shared/money'
import type { Day } from '@outlay/shared/period'
import { z } from 'zod'
import { Money, runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'
import { type Filter, filterSql } from '../../queries/filters.ts'
import { type Binder, conditions, createBinder, METRIC_COLUMNS } from '../../queries/where-sql.ts'
import type { Watched } from './budget.ts'

/** A source that was connected lately, and does not alert yet. */
export interface TrialAccount {
  readonly provider: string
  readonly billingAccount: string
}

export interface SpendDay {
  readonly day: Day
  readonly cost: Amount
  /** Without accounts on trial: what may alert. */
  readonly watched: Amount
}

type Counted = Pick<Watched, 'basis' | 'currency' | 'scope'>

interface Days {
  readonly start: Day
  readonly end: Day
}

/** Cost of a budget's scope by day, days without any left out. */
export async function dailySpend(
  ask: Ask,
  budget: Counted,
  days: Days,
  trial: readonly TrialAccount[] = [],
): Promise<readonly SpendDay[]> {
  const { sql, params } = dailySpendSql(ask, budget, days, trial)
  return runQuery(ask.connection, { name: 'budget.daily-spend', sql, params: Params, row: SpendRow }, params)
}

/** The SQL behind the figures of a budget. */
export function dailySpendSql(
  ask: Ask,
  budget: Counted,
  { start, end }: Days,
  trial: readonly TrialAccount[] = [],
): { readonly sql: string; readonly params: Record<string, string> } {
  const binder = createBinder()
  const column = METRIC_COLUMNS[budget.basis.metric]
  const onTrial = trial.map(
    ({ provider, billingAccount }) =>
      `(provider = ${binder.bind(provider)} and billing_account = ${binder.bind(billingAccount)})`,
  )
  const watched = onTrial.length === 0 ? '' : ` filter (where not (${onTrial.join(' or ')}))`
  const sql = `select day, coalesce(sum(${column}), 0) as cost, coalesce(sum(${column})${watched}, 0) as watched
from cost_fact
where ${scopeSql(ask, budget, { start, end }, binder)}
group by day
order by day`
  return { sql, params: binder.params }
}

/** Conditions of a budget's scope over some days. */
export function scopeSql(ask: Ask, budget: Counted, { start, end }: Days, binder: Binder): string {
  const { promoted } = ask.state
  const lists = budget.scope.map((filters) =>
    listSql(filters, (one) => filterSql(one, promoted, binder.bind)),
  )
  const scope = budget.scope.some((filters) => filters.length === 0) ? [] : [`(${lists.join(' or ')})`]
  return [
    `day >= ${binder.named('start', start)}::date`,
    `day < ${binder.named('end', end)}::date`,
    `currency = ${binder.named('currency', budget.currency)}`,
    ...conditions({ charges: budget.basis.charges, filters: [] }, promoted, binder),
    ...scope,
  ].join('\n  and ')
}

function listSql(filters: readonly Filter[], toSql: (filter: Filter) => string): string {
  return `(${filters.map(toSql).join(' and ')})`
}

const Params = z.record(z.string(), z.string())
const SpendRow = z.object({ day: z.string(), cost: Money, watched: Money })
