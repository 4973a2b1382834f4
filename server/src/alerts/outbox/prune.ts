import { z } from 'zod'
import type { Db } from '../../db/open.ts'
import { type Query, runQuery } from '../../db/query.ts'
import { withAsk } from '../../queries/ask.ts'
import { periodsBefore } from '../budgets/fiscal-period.ts'
import { type BudgetDeps, budgetsOf } from '../budgets/read-answer.ts'

export interface PruneDeps {
  readonly db: Db
  readonly config: BudgetDeps['config']
  readonly now: Date
}

export interface Pruned {
  readonly deliveries: number
  readonly alerts: number
}

const DAY_MS = 86_400_000

/**
 * Forgets deliveries that are over and alerts that nothing hangs on any more, once both are older than
 * `alerts.keepDays`. What waits, what was given up, what stands, and what keeps a threshold from being told again in the period of its
 * budget or the one before stays, however old.
 */
export async function prune({ db, config, now }: PruneDeps): Promise<Pruned> {
  const since = new Date(now.getTime() - config.alerts.keepDays * DAY_MS).toISOString()
  const open = await openPeriods({ db, config, now }, since)
  if (open === undefined) return { deliveries: 0, alerts: 0 }
  return db.writer.withTransaction(async (connection) => {
    const deliveries = await connection.run(DELETE_DELIVERIES, { since })
    const alerts = await connection.run(DELETE_ALERTS, {
      since,
      open: JSON.stringify(open),
    })
    return { deliveries: deliveries.rowsChanged, alerts: alerts.rowsChanged }
  })
}

/** Where the period before the current one of each budget begins; undefined where nothing is old. */
async function openPeriods(
  { db, config, now }: PruneDeps,
  since: string,
): Promise<readonly { id: string; start: string }[] | undefined> {
  const connection = await db.connect()
  try {
    const [found] = await runQuery(connection, oldQuery, { since })
    if (found?.old !== true) return undefined
    return await withAsk(connection, now, async (ask) => {
      const day = ask.state.dataThrough ?? ask.state.today
      const { fiscalYearStart } = config
      return (await budgetsOf(ask, config)).flatMap((budget) =>
        periodsBefore(day, 1, { ...budget, fiscalYearStart }).map(({ start }) => ({ id: budget.id, start })),
      )
    })
  } finally {
    connection.closeSync()
  }
}

const oldQuery = {
  name: 'alerts.old',
  sql: `
    select exists (select 1 from outbox where created_at < $since::timestamp)
      or exists (select 1 from alert where updated_at < $since::timestamp) as old
  `,
  params: z.object({ since: z.string() }),
  row: z.object({ old: z.boolean() }),
} satisfies Query<z.ZodType, z.ZodType>

/** Alerts that stand need what the channel calls their message: a change is told there. A test asks for nothing. */
const STANDING = `state in ('open', 'acknowledged', 'snoozed') and kind <> 'test'`

/** Ids that a mail or message of several alerts carries. */
const CARRIED = `case when action in ('bundle', 'fallback') and payload is not null
  then from_json(payload::json, '["varchar"]') else [alert_id] end`

const DELETE_DELIVERIES = `
  delete from outbox
  where state in ('sent', 'bundled', 'unsubscribed')
    and coalesce(sent_at, created_at) < $since::timestamp
    and not list_has_any(${CARRIED}, (select coalesce(list(id), []) from alert where ${STANDING}))`

const DELETE_ALERTS = `
  delete from alert
  where not (${STANDING})
    and updated_at < $since::timestamp
    and id not in (select unnest(${CARRIED}) from outbox)
    and not exists (
      select 1 from (
        select unnest(from_json($open::json, '[{"id": "varchar", "start": "varchar"}]'), recursive := true)
      ) as budget
      where alert.kind = 'budget' and alert.entity = budget.id and alert.created_at >= budget.start::timestamp
    )
    and not exists (
      select 1 from anomaly where alert.kind = 'anomaly' and anomaly.id = alert.entity
        and anomaly.state in ('active', 'acknowledged', 'preview')
    )`
