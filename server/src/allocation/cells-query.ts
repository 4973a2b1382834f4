import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { runQuery } from '../db/query.ts'
import type { BasisQuestion } from '../queries/costs-question.ts'
import { dimensionSql, type PromotedTags } from '../queries/dimension-sql.ts'
import { createBinder, METRIC_COLUMNS, whereSql } from '../queries/where-sql.ts'
import type { Cell } from './allocate.ts'
import { matchSql } from './match-sql.ts'
import type { SharedRule, TagRequirement } from './model.ts'
import { toUnits } from './units.ts'

/** A cell with what of it can carry tags, and what does as required. */
export interface TaggedCell extends Cell {
  readonly taggable: bigint
  readonly tagged: bigint
}

export interface CellsAnswer {
  readonly cells: readonly TaggedCell[]
  readonly sql: string
  readonly params: Readonly<Record<string, string>>
}

interface CellsQuestion {
  readonly question: BasisQuestion & { readonly currency: string }
  readonly promoted: PromotedTags
  readonly shared: readonly SharedRule[]
  readonly required: readonly TagRequirement[]
}

/** Costs by month, team and shared rule; one scan of the days asked for. */
export async function readCells(connection: DuckDBConnection, asked: CellsQuestion): Promise<CellsAnswer> {
  const binder = createBinder()
  const { question, promoted, shared, required } = asked
  const metric = METRIC_COLUMNS[question.metric]
  const pools = shared.map(
    ({ match }, index) => `when ${matchSql(match, promoted, binder.bind)} then ${index}`,
  )
  const carries = required.map((requirement) => complianceSql(requirement, promoted, binder.bind))
  const sql = `
    select month, team,
      ${pools.length === 0 ? 'null::integer' : `case ${pools.join(' ')} end`} as pool,
      coalesce(sum(${metric}), 0) as cost,
      coalesce(sum(${metric}) filter (where ${TAGGABLE}), 0) as taggable,
      coalesce(sum(${metric}) filter (where ${[TAGGABLE, ...carries].join(' and ')}), 0) as tagged
    from cost_fact
    where ${whereSql(question, promoted, binder)}
    group by all
    order by all`
  const rows = await runQuery(
    connection,
    { name: 'allocation.cells', sql, params: Params, row: Row },
    binder.params,
  )
  return { cells: rows, sql, params: binder.params }
}

/** Fees, tax and support have no resource that could carry a tag. */
export const TAGGABLE = `resource is not null and charge_category = 'Usage'`

/** SQL condition: the tag is there, with a value that is accepted. */
export function complianceSql(
  { tag, allowed }: TagRequirement,
  promoted: PromotedTags,
  bind: (value: string) => string,
): string {
  const value = `nullif(${dimensionSql(`tag:${encodeURIComponent(tag)}`, promoted, bind)}, '')`
  return allowed === null
    ? `${value} is not null`
    : `coalesce(${value} in (${allowed.map(bind).join(', ')}), false)`
}

const Units = z.string().transform(toUnits)
const Params = z.record(z.string(), z.string())
const Row = z.object({
  month: z.string(),
  team: z.string().nullable(),
  pool: z.int().nullable(),
  cost: Units,
  taggable: Units,
  tagged: Units,
})
