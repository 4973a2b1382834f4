import type { Dimension } from '@outlay/shared/dimensions'
import { z } from 'zod'
import { runQuery } from '../db/query.ts'
import type { Ask } from './ask.ts'
import type { CostsQuestion } from './costs-question.ts'
import type { Filter } from './filters.ts'
import { createBinder } from './where-sql.ts'

/** Columns of the table of anomalies by the dimension that they name a place in. */
const COLUMNS: Readonly<Partial<Record<Dimension, string>>> = {
  provider: 'provider',
  billingAccount: 'billing_account',
  subAccount: 'sub_account',
  service: 'service',
  usageType: 'usage_type',
  team: 'team',
}

/** As many as a chart has places. */
const GROUPS_MAX = 7

/**
 * Values of the question's dimension in which something unusual went on in its range, the largest excess first: from
 * what the detectors last kept, whether or not the bill has changed since. Empty for questions of several dimensions and
 * of those that no anomaly names.
 */
export async function anomalousGroups(ask: Ask, question: CostsQuestion): Promise<readonly string[]> {
  const [dimension, second] = question.groupBy
  const column = dimension === undefined || second !== undefined ? undefined : COLUMNS[dimension]
  if (column === undefined) return []
  const binder = createBinder()
  const scope = question.filters.flatMap((filter) => within(filter, binder.bind))
  const sql = `
    select ${column} as value
    from anomaly
    where state in ('active', 'acknowledged')
      and ${column} is not null
      and started_on < ${binder.named('end', question.end)}::date
      and last_day >= ${binder.named('start', question.start)}::date
      ${scope.map((condition) => `and ${condition}`).join('\n      ')}
    group by value
    order by max(abs(excess)) desc, value
    limit ${GROUPS_MAX}`
  const rows = await runQuery(
    ask.connection,
    { name: 'anomalous-groups', sql, params: Params, row: Row },
    binder.params,
  )
  return rows.map(({ value }) => value)
}

const Params = z.record(z.string(), z.string())
const Row = z.object({ value: z.string() })

/** An anomaly that names no value of the filter's dimension may lie within it. */
function within({ dimension, op, values }: Filter, bind: (value: string) => string): readonly string[] {
  const column = COLUMNS[dimension]
  if (column === undefined || op !== 'is') return []
  return [`(${column} is null or ${column} in (${values.map(bind).join(', ')}))`]
}
