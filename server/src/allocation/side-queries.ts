import type { DuckDBConnection } from '@duckdb/node-api'
import type { CommitmentFlow } from '@outlay/shared/allocation'
import { z } from 'zod'
import { Money, type Query, runQuery } from '../db/query.ts'
import type { BasisQuestion } from '../queries/costs-question.ts'
import type { PromotedTags } from '../queries/dimension-sql.ts'
import { createBinder, whereSql } from '../queries/where-sql.ts'
import type { Quantity } from './allocate.ts'
import { toUnits } from './units.ts'

interface Range {
  readonly start: string
  readonly end: string
}

/** Quantities of business units by month and team; those of no team divide nothing. */
export function readQuantities(connection: DuckDBConnection, { start, end }: Range): Promise<Quantity[]> {
  return runQuery(connection, quantitiesQuery, { start, end })
}

/** Ids of the teams that have costs or a name, with their names. */
export async function readTeamNames(
  connection: DuckDBConnection,
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await runQuery(connection, namesQuery, {})
  return new Map(rows.map(({ value, name }) => [value, name]))
}

/** Counted savings a month of what is open, by team; null while the rules have not run. */
export async function readOpenSavings(
  connection: DuckDBConnection,
  currency: string,
): Promise<ReadonlyMap<string, number> | null> {
  const [run] = await runQuery(connection, ranQuery, {})
  if (run === undefined) return null
  const rows = await runQuery(connection, savingsQuery, { currency })
  return new Map(rows.map(({ team, counted }) => [team, counted]))
}

/** Amortised commitments by who bought them and whose usage they covered; effective cost whatever the metric. */
export function readCommitmentFlows(
  connection: DuckDBConnection,
  question: BasisQuestion,
  promoted: PromotedTags,
): Promise<CommitmentFlow[]> {
  const binder = createBinder()
  const sql = `
    with buyer as (
      select commitment_id, max_by(sub_account, day) as account, max_by(sub_account_name, day) as name
      from cost_fact
      where commitment_id is not null and (charge_category = 'Purchase' or commitment_status = 'Unused')
      group by commitment_id
    ),
    used as (
      select commitment_id, team, commitment_status, sum(effective) as cost
      from cost_fact
      where commitment_id is not null and commitment_status in ('Used', 'Unused')
        and ${whereSql(question, promoted, binder)}
      group by all
    )
    select buyer.account as buyer, max(buyer.name) as "buyerName", used.team,
      used.commitment_status as status, coalesce(sum(used.cost), 0) as cost
    from used
    left join buyer using (commitment_id)
    group by buyer.account, used.team, used.commitment_status
    having sum(used.cost) <> 0
    order by buyer.account nulls last, cost desc, used.team nulls last`
  const params = z.record(z.string(), z.string())
  return runQuery(connection, { name: 'allocation.commitments', sql, params, row: FlowRow }, binder.params)
}

const FlowRow = z.object({
  buyer: z.string().nullable(),
  buyerName: z.string().nullable(),
  team: z.string().nullable(),
  status: z.enum(['Used', 'Unused']),
  cost: Money,
})

const quantitiesQuery = {
  name: 'allocation.quantities',
  sql: `
    select date_trunc('month', day)::date as month, unit, team, sum(quantity) as quantity
    from business_unit
    where team is not null and day >= $start::date and day < $end::date
    group by all
    order by all
  `,
  params: z.object({ start: z.string(), end: z.string() }),
  row: z.object({
    month: z.string(),
    unit: z.string(),
    team: z.string(),
    quantity: z.string().transform(toUnits),
  }),
} satisfies Query<z.ZodType, z.ZodType>

const namesQuery = {
  name: 'allocation.team-names',
  sql: `select value, name from dimension_value where dimension = 'team' order by value`,
  params: z.object({}),
  row: z.object({ value: z.string(), name: z.string().nullable() }),
} satisfies Query<z.ZodType, z.ZodType>

const ranQuery = {
  name: 'allocation.rules-ran',
  sql: 'select true as ran from rule_run limit 1',
  params: z.object({}),
  row: z.object({ ran: z.boolean() }),
} satisfies Query<z.ZodType, z.ZodType>

const savingsQuery = {
  name: 'allocation.open-savings',
  sql: `
    select team, round(sum(counted), 2) as counted
    from recommendation
    where team is not null and currency = $currency and status in ('open', 'accepted', 'in_progress')
    group by team
  `,
  params: z.object({ currency: z.string() }),
  row: z.object({ team: z.string(), counted: z.number() }),
} satisfies Query<z.ZodType, z.ZodType>
