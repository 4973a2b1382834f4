import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { amount } from '../../config/fields.ts'
import type { Config } from '../../config.ts'
import { type Query, runQuery } from '../../db/query.ts'
import { BudgetBody, toWatched, type Watched } from './budget.ts'

/** Where budgets come from. */
export type BudgetConfig = Pick<Config, 'budgets' | 'fiscalYearStart' | 'currency'>

/** Budgets of the configuration and of the app; `currency` stands where a configured one names none. */
export async function readBudgets(
  connection: DuckDBConnection,
  config: BudgetConfig,
  currency: string,
): Promise<readonly Watched[]> {
  const rows = await runQuery(connection, budgetsQuery, {})
  return [...config.budgets.map((each) => fromConfig(each, currency)), ...rows.map(fromRow)]
}

function fromConfig(given: BudgetConfig['budgets'][number], fallback: string): Watched {
  const { id, match, metric, charges, currency, plan, ...rest } = given
  const filters = match.length === 1 ? (match[0] ?? []).flatMap(textsOf) : []
  const input = { ...rest, filters, currency: currency ?? fallback, basis: { metric, charges } }
  const more = { id, source: 'config', plan, updatedAt: null } as const
  return match.length > 1 ? toWatched(input, more, match) : toWatched(input, more)
}

function textsOf({ dimension, op, values }: Watched['scope'][number][number]): readonly string[] {
  return values.length === 0 ? [`${dimension}:${op}`] : values.map((value) => `${dimension}:${op}:${value}`)
}

const Body = BudgetBody.extend({ plan: z.array(z.object({ period: z.string(), amount })) })

function fromRow(row: z.output<typeof budgetsQuery.row>): Watched {
  const { plan, ...input } = Body.parse(JSON.parse(row.body))
  return toWatched(input, { id: row.id, source: row.source, plan, updatedAt: row.updated_at })
}

const budgetsQuery = {
  name: 'budgets',
  sql: `
    select id, source, body, strftime(updated_at, '%Y-%m-%dT%H:%M:%SZ') as updated_at
    from budget
    order by created_at, id
  `,
  params: z.object({}),
  row: z.object({
    id: z.string(),
    source: z.enum(['app', 'demo']),
    body: z.string(),
    updated_at: z.string(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
