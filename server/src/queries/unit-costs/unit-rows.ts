import { groupBy } from '@outlay/shared/group-by'
import { type Amount, addAmounts } from '@outlay/shared/money'
import type { KnownUnit, UnitFigures, UnitPeriod } from '@outlay/shared/unit-costs'
import { z } from 'zod'
import { Count, Money, type Query, runQuery } from '../../db/query.ts'
import type { Ask } from '../ask.ts'
import { type UnitQuestion, unitSql } from './unit-sql.ts'

export type UnitRow = z.output<typeof Row>

const Row = z.object({
  period: z.string(),
  team: z.string().nullable(),
  cost: Money,
  quantity: Money,
  cost_unknown: Money,
  days: Count,
  days_known: Count,
})

/** Cost and quantity by period and team. */
export async function readUnitRows(ask: Ask, question: UnitQuestion) {
  const { sql, params } = unitSql(question, ask.state.promoted)
  const shape = z.record(z.string(), z.string())
  const rows = await runQuery(ask.connection, { name: 'unit-costs', sql, params: shape, row: Row }, params)
  return { rows, sql, params }
}

/** What is counted, by whom, over which days. */
export async function readUnits({ connection }: Pick<Ask, 'connection'>): Promise<readonly KnownUnit[]> {
  const rows = await runQuery(connection, unitsQuery, {})
  return rows.map(({ unit, teams, first_day, last_day }) => ({
    unit,
    teams: teams ?? [],
    from: first_day,
    to: last_day,
  }))
}

export const unitsQuery = {
  name: 'unit-costs.units',
  sql: `
    select unit, list_sort(list_distinct(list(team))) as teams, min(day) as first_day, max(day) as last_day
    from business_unit
    group by unit
    order by unit
  `,
  params: z.object({}),
  row: z.object({
    unit: z.string(),
    teams: z.array(z.string()).nullable(),
    first_day: z.string(),
    last_day: z.string(),
  }),
} satisfies Query<z.ZodType, z.ZodType>

export function byPeriod(rows: readonly UnitRow[]): readonly UnitPeriod[] {
  return [...groupBy(rows, ({ period }) => period)].map(([period, each]) => ({ period, ...figures(each) }))
}

/** Largest cost first. */
export function byTeam(
  rows: readonly UnitRow[],
): readonly (UnitFigures & { readonly team: string | null })[] {
  return [...groupBy(rows, ({ team }) => team)]
    .map(([team, each]) => ({ team, ...figures(each) }))
    .toSorted((a, b) => Number(b.cost) - Number(a.cost))
}

/** Rows together. */
export function figures(rows: readonly UnitRow[]): UnitFigures {
  const [cost, quantity] = [add(rows, 'cost'), add(rows, 'quantity')]
  return {
    cost,
    quantity,
    unitCost: Number(quantity) === 0 ? null : Number(cost) / Number(quantity),
    days: rows.reduce((days, row) => days + row.days, 0),
    daysKnown: rows.reduce((days, row) => days + row.days_known, 0),
    costUnknown: add(rows, 'cost_unknown'),
  }
}

function add(rows: readonly UnitRow[], figure: 'cost' | 'quantity' | 'cost_unknown'): Amount {
  return addAmounts(rows.map((row) => row[figure]))
}
