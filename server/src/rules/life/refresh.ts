import type { DuckDBConnection } from '@duckdb/node-api'
import { addDays } from '@outlay/shared/period'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/open.ts'
import { type Query, runQuery } from '../../db/query.ts'
import { type DataState, readDataState } from '../../queries/data-state.ts'
import { createRunner, type Runner } from '../../runner.ts'
import { readOwnPrices, storeOwnPrices } from '../pricing/own-prices.ts'
import { rules } from '../registry.ts'
import { runRules } from '../run-rules.ts'
import { matchesScope } from './rule-scope.ts'
import { type RuleChange, readRuleChanges } from './rule-settings.ts'
import { storeRun } from './store-run.ts'
import { verifyApplied } from './verify-applied.ts'

/** Changes when recommendations hold something that they did not before. */
const SHAPE = 'recommendations 2'
/** Window of the rules, and how far the Monte Carlo draws are fixed. */
const WINDOW_DAYS = 30
const SEED = 20_260_701

interface Given {
  readonly now: Date
  readonly state: DataState
  readonly changes: ReadonlyMap<string, readonly RuleChange[]>
}

/** Runs the rules unless the last run had the same bill, settings and day. */
export function createRuleRunner(db: Db, clock: Clock): Runner {
  return createRunner<Given>(db, {
    async read(connection) {
      const now = clock()
      const state = await readDataState(connection, now)
      const changes = await readRuleChanges(connection)
      return { parts: await inputsOf(connection, state.today), given: { now, state, changes } }
    },
    last: lastRunQuery,
    run: (connection, inputs, given) => recommend(db, connection, inputs, given),
  })
}

async function recommend(
  db: Db,
  connection: DuckDBConnection,
  inputs: string,
  { now, state, changes }: Given,
): Promise<void> {
  const latest = (rule: string) => changes.get(rule)?.at(-1)
  const run = await runRules(connection, {
    state,
    lake: db.paths.lake,
    settings: (rule) => latest(rule.id)?.settings ?? {},
    scopes: (rule, tags) =>
      (latest(rule.id)?.scopes ?? []).map(({ settings, ...match }) => ({
        settings,
        matches: (candidate) => matchesScope(candidate, match, tags),
      })),
    excluded: (rule, candidate, tags) =>
      (latest(rule.id)?.exclusions ?? []).some((match) => matchesScope(candidate, match, tags)),
    seed: SEED,
  })
  const ownPrices = await readOwnPrices(connection)
  const end = addDays(state.dataThrough ?? state.today, 1)
  await db.writer.withTransaction(async (writing) => {
    await storeRun(writing, run, {
      ranAt: now.toISOString(),
      today: state.today,
      inputs,
      window: { start: addDays(end, -WINDOW_DAYS), end },
    })
    await storeOwnPrices(writing, ownPrices)
    await verifyApplied(writing, state, now.toISOString())
  })
}

/** Change whenever another run could find something else. */
async function inputsOf(connection: DuckDBConnection, today: string): Promise<readonly string[]> {
  const rows = await runQuery(connection, inputsQuery, {})
  const ids = rules.map(({ id, sql }) => `${id} ${sql}`)
  return [SHAPE, today, ...rows.map(({ part }) => part), ...ids]
}

const inputsQuery = {
  name: 'rules.inputs',
  sql: `
    select part
    from (
      select id || state as part from import
      union all
      select concat_ws(' ', import_id, day, counts, whole) from import_day
      union all
      select rule || changed_at::varchar from rule_setting
      union all
      select 'detectors' from detector_run
      union all
      -- another team of a resource is another scope of a rule
      select key || ' ' || value from setting where key = 'fact_rules'
    )
    order by part
  `,
  params: z.object({}),
  row: z.object({ part: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

const lastRunQuery = {
  name: 'rules.last-run',
  sql: 'select inputs from rule_run',
  params: z.object({}),
  row: z.object({ inputs: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
