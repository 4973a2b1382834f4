import type { DuckDBConnection } from '@duckdb/node-api'
import type { BudgetInput } from '@outlay/shared/budgets'
import Big from 'big.js'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/open.ts'
import { Count, type Query, runQuery } from '../../db/query.ts'
import { type Ask, withAsk } from '../../queries/ask.ts'
import { THRESHOLDS, toWatched } from './budget.ts'
import { insertBudget } from './budget-store.ts'
import { suggestAmounts } from './suggest.ts'

export interface DemoBudgetDeps {
  readonly config: Pick<Config, 'budgets' | 'fiscalYearStart'>
  readonly clock: Clock
}

/** How much of its usual spend the company grants a team, in the order of their size: some are short of it. */
const GRANTED = ['1.06', '0.97', '1.12', '1.01', '1.15', '0.94', '1.08', '1.1']
const MADE = 'demo_budgets'

/** Gives the demo company budgets, once, and takes them away with all alerts when a bill of one's own takes its place. */
export async function keepDemoBudgets(db: Db, { config, clock }: DemoBudgetDeps): Promise<void> {
  const connection = await db.connect()
  try {
    const state = new Map((await runQuery(connection, stateQuery, {})).map((row) => [row.key, row.value]))
    const isDemo = state.get('demo') === 'true'
    const isMade = state.has(MADE)
    if (isMade && state.get('demo') === 'false') await db.writer.withTransaction(clear)
    if (!isDemo || isMade || config.budgets.length > 0) return
    const inputs = await withAsk(connection, clock(), (ask) => demoInputs(ask, config.fiscalYearStart))
    if (inputs.length === 0) return
    const stamp = { actor: 'demo', now: clock().toISOString() }
    await db.writer.withTransaction(async (writing) => {
      for (const { id, input } of inputs) {
        await insertBudget(writing, { id, source: 'demo', input, plan: [] }, stamp)
      }
      await writing.run(`insert or replace into setting values ('${MADE}', 'made')`)
    })
  } finally {
    connection.closeSync()
  }
}

async function clear(connection: DuckDBConnection): Promise<void> {
  await connection.run(`delete from budget where source = 'demo'`)
  for (const table of ['outbox', 'alert', 'alert_run'] as const) await connection.run(`delete from ${table}`)
  await connection.run(`delete from setting where key = '${MADE}'`)
}

interface DemoBudget {
  readonly id: string
  readonly input: BudgetInput
}

async function demoInputs(ask: Ask, fiscalYearStart: number): Promise<readonly DemoBudget[]> {
  const currency = ask.state.currencies[0]
  if (currency === undefined) return []
  const teams = await runQuery(ask.connection, teamsQuery, { currency })
  const company = await sized(ask, plain(currency, 'Whole company', null), {
    granted: '1.02',
    fiscalYearStart,
  })
  const below = await Promise.all(
    teams.map(({ team }, index) =>
      sized(
        ask,
        { ...plain(currency, team, team), parent: 'demo-company', dailySpike: index < 2 ? 50 : null },
        { granted: GRANTED[index] ?? '1.05', fiscalYearStart },
      ),
    ),
  )
  return [
    ...(company === undefined ? [] : [{ id: 'demo-company', input: company }]),
    ...below.flatMap((input, index) =>
      input === undefined ? [] : [{ id: `demo-team-${index + 1}`, input }],
    ),
  ]
}

function plain(currency: string, name: string, team: string | null): BudgetInput {
  return {
    ...{
      name,
      parent: null,
      team,
      filters: [],
      amount: '1',
      currency,
      period: 'month',
      calendar: 'calendar',
    },
    basis: { metric: 'effective', charges: 'cost' },
    thresholds: THRESHOLDS,
    dailySpike: null,
    owner: null,
    notify: [],
  }
}

/** Its amount by what it usually costs; undefined where nothing is known of that. */
async function sized(
  ask: Ask,
  input: BudgetInput,
  { granted, fiscalYearStart }: { readonly granted: string; readonly fiscalYearStart: number },
): Promise<BudgetInput | undefined> {
  const budget = toWatched(input, { id: 'demo', source: 'demo', plan: [], updatedAt: null })
  const [usual] = await suggestAmounts(ask, budget, fiscalYearStart)
  if (usual === undefined) return undefined
  const step = new Big(10).pow(Math.max(0, Math.floor(Math.log10(Number(usual.amount))) - 2))
  const amount = new Big(usual.amount).times(granted).div(step).round().times(step).toFixed()
  return { ...input, amount }
}

const stateQuery = {
  name: 'budgets.demo-state',
  sql: `select key, value from setting where key in ('demo', '${MADE}')`,
  params: z.object({}),
  row: z.object({ key: z.string(), value: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

const teamsQuery = {
  name: 'budgets.demo-teams',
  sql: `
    select team, count(*) as facts
    from cost_fact
    where team is not null and currency = $currency
    group by team
    order by sum(effective) desc, team
    limit ${GRANTED.length}
  `,
  params: z.object({ currency: z.string() }),
  row: z.object({ team: z.string(), facts: Count }),
} satisfies Query<z.ZodType, z.ZodType>
