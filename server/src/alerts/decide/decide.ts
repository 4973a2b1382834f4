import { createHash } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/open.ts'
import { type Query, runQuery } from '../../db/query.ts'
import { type Ask, withAsk } from '../../queries/ask.ts'
import { decidedFingerprints, standingAlerts } from '../alert-rows.ts'
import type { Forecasts } from '../budgets/budget-forecast.ts'
import { type Decision, enqueue, enqueueChange, type Queued, record } from '../outbox/enqueue.ts'
import type { Change, DecideContext } from './context.ts'
import { decideAnomalies } from './decide-anomalies.ts'
import { decideBudgets } from './decide-budgets.ts'
import { decideLate } from './decide-late.ts'
import { escalate, wake } from './decide-people.ts'
import { factsStamp } from './facts-stamp.ts'
import { trialAccounts } from './trial-accounts.ts'

export interface DecideDeps {
  readonly db: Db
  readonly config: Config
  readonly forecasts: Forecasts
  readonly clock: () => Date
}

/** What a run would do. */
export interface Plan {
  readonly inputs: string
  readonly dataThrough: string | null
  /** False where nothing has changed since the run before. */
  readonly due: boolean
  readonly decisions: readonly Decision[]
  readonly changes: readonly Change[]
  readonly escalations: readonly Queued[]
}

/** Looks at budgets, anomalies and late sources, and says what should be told; changes nothing. */
export async function plan({ db, config, forecasts, clock }: DecideDeps): Promise<Plan> {
  const connection = await db.connect()
  try {
    return await withAsk(connection, clock(), (ask) => planOn(ask, config, forecasts))
  } finally {
    connection.closeSync()
  }
}

/** Decides and queues in one transaction: a decision that is kept is told, one that is told is kept. */
export async function decide(deps: DecideDeps): Promise<Plan> {
  const planned = await plan(deps)
  const { decisions, changes, escalations } = planned
  if (!planned.due && changes.length === 0 && escalations.length === 0) return planned
  const now = deps.clock().toISOString()
  await deps.db.writer.withTransaction(async (connection) => {
    for (const decision of decisions) await record(connection, decision, now)
    for (const change of changes) await apply(connection, change, now)
    for (const each of escalations) await escalateOne(connection, each, now)
    await connection.run('delete from alert_run')
    await connection.run('insert into alert_run values ($inputs, $through::date, $now::timestamp)', {
      inputs: planned.inputs,
      through: planned.dataThrough,
      now,
    })
  })
  return planned
}

async function planOn(ask: Ask, config: Config, forecasts: Forecasts): Promise<Plan> {
  const stamp = await factsStamp(ask.connection)
  forecasts.useStamp(stamp)
  const trials = await trialAccounts(ask.connection, ask.now, config.alerts.trialDays)
  const inputs = await inputsOf(ask, config, stamp, trials)
  const [last] = await runQuery(ask.connection, lastRunQuery, {})
  const standing = await standingAlerts(ask.connection)
  const woken = wake(standing, ask.now)
  const escalations = escalate(standing, ask.now, config.alerts)
  const base = { inputs, dataThrough: ask.state.dataThrough, escalations }
  if (last?.inputs === inputs) return { ...base, due: false, decisions: [], changes: woken }
  const context: DecideContext = {
    ask,
    config,
    forecasts,
    fiscalYearStart: config.fiscalYearStart,
    trial: trials.accounts,
    decided: await decidedFingerprints(ask.connection),
    standing,
    decidedThrough: last?.data_through ?? null,
  }
  const found = [await decideBudgets(context), await decideAnomalies(context), decideLate(context)]
  const changes = found.flatMap((each) => each.changes)
  const changed = new Set(changes.map(({ alertId }) => alertId))
  return {
    ...base,
    due: true,
    decisions: found.flatMap((each) => each.decisions),
    changes: [...changes, ...woken.filter(({ alertId }) => !changed.has(alertId))],
  }
}

/** Changes whenever another run could decide something else. */
async function inputsOf(ask: Ask, config: Config, stamp: string, trials: unknown): Promise<string> {
  const rows = await runQuery(ask.connection, inputsQuery, {})
  const parts = [ask.state.today, ask.state.dataThrough, stamp, trials, config.budgets, config.alerts, rows]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

async function apply(connection: DuckDBConnection, change: Change, now: string): Promise<void> {
  const { alertId, state, reason, message, figure, text } = change
  await connection.run(
    `update alert set state = $state, reason = $reason, updated_at = $now::timestamp,
       message = coalesce($message, message), severity = coalesce($severity, severity),
       figure = coalesce($figure::double, figure),
       snoozed_until = case when $state = 'snoozed' then snoozed_until end
     where id = $id`,
    {
      ...{ id: alertId, state, reason, now },
      message: message === undefined ? null : JSON.stringify(message),
      severity: message?.severity ?? null,
      figure: figure ?? null,
    },
  )
  if (text !== null) await enqueueChange(connection, alertId, { key: now, text }, now)
}

async function escalateOne(connection: DuckDBConnection, queued: Queued, now: string): Promise<void> {
  await enqueue(connection, queued, now)
  await connection.run('update alert set escalated_at = $now::timestamp where id = $id', {
    id: queued.alertId,
    now,
  })
}

const inputsQuery = {
  name: 'alerts.inputs',
  sql: `
    select id || body || updated_at::varchar as part from budget
    union all
    select id || state || coalesce(classification, '') || updated_at::varchar from anomaly
    order by part
  `,
  params: z.object({}),
  row: z.object({ part: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

const lastRunQuery = {
  name: 'alerts.last-run',
  sql: 'select inputs, data_through::varchar as data_through from alert_run',
  params: z.object({}),
  row: z.object({ inputs: z.string(), data_through: z.string().nullable() }),
} satisfies Query<z.ZodType, z.ZodType>
