import type { DuckDBConnection } from '@duckdb/node-api'
import { ALERT_KINDS, DELIVERY_STATES } from '@outlay/shared/alerts'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { AlertRow, alertColumns } from '../alert-rows.ts'
import type { OutgoingAction } from '../notifiers/notifier.ts'

const ACTIONS = [
  'post',
  'update',
  'reply',
  'bundle',
  'escalate',
  'fallback',
  'report',
] as const satisfies readonly OutgoingAction[]

/** Deliveries with the alert that they tell. */
export const OutboxRow = z.object({
  id: z.string(),
  alert_id: z.string(),
  channel: z.string(),
  action: z.enum(ACTIONS),
  payload: z.string().nullable(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int(),
  severity: z.enum(['info', 'warning', 'critical']),
  kind: z.enum(ALERT_KINDS),
  entity: z.string(),
  /** Put off once: by quiet hours, a digest, or to be told together with others. */
  waited: z.boolean(),
  created_at: z.string(),
})
export type OutboxRow = z.output<typeof OutboxRow>

/** What could be sent now: due, or left by a process that has died. Oldest first. */
export async function dueRows(
  connection: DuckDBConnection,
  now: string,
  lease: string,
): Promise<readonly OutboxRow[]> {
  return runQuery(connection, dueQuery, { now, lease })
}

const dueQuery = {
  name: 'outbox.due',
  sql: `
    select outbox.id, alert_id, channel, action, payload, outbox.state, attempts, severity, kind, entity,
      coalesce(next_try_at > outbox.created_at, false) as waited,
      strftime(outbox.created_at, '%Y-%m-%dT%H:%M:%S.%gZ') as created_at
    from outbox
    join alert on alert.id = outbox.alert_id
    where (outbox.state in ('queued', 'failed') and next_try_at <= $now::timestamp)
      or (outbox.state = 'sending' and lease <> $lease)
    order by outbox.created_at, outbox.id
    limit 500
  `,
  params: z.object({ now: z.string(), lease: z.string() }),
  row: OutboxRow,
} satisfies Query<z.ZodType, z.ZodType>

/** Alerts by their ids. */
export async function alertsById(
  connection: DuckDBConnection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AlertRow>> {
  const rows = await runQuery(connection, alertsQuery, { ids: JSON.stringify(ids) })
  return new Map(rows.map((row) => [row.id, row]))
}

const alertsQuery = {
  name: 'outbox.alerts',
  sql: `
    select ${alertColumns}
    from alert
    where id in (select unnest(from_json($ids::json, '["varchar"]')))
  `,
  params: z.object({ ids: z.string() }),
  row: AlertRow,
} satisfies Query<z.ZodType, z.ZodType>

/** How many messages a channel got since an instant. */
export async function sentSince(
  connection: DuckDBConnection,
  since: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await runQuery(connection, sentQuery, { since })
  return new Map(rows.map(({ channel, messages }) => [channel, messages]))
}

const sentQuery = {
  name: 'outbox.sent-since',
  sql: `
    select channel, count(*)::integer as messages
    from outbox
    where state = 'sent' and action in ('post', 'bundle') and sent_at > $since::timestamp
    group by channel
  `,
  params: z.object({ since: z.string() }),
  row: z.object({ channel: z.string(), messages: z.int() }),
} satisfies Query<z.ZodType, z.ZodType>

/** What a channel calls the message of an alert there, alone or in a bundle. */
export async function referenceOf(
  connection: DuckDBConnection,
  alertId: string,
  channel: string,
): Promise<{ readonly channel: string; readonly ts: string } | null> {
  const [row] = await runQuery(connection, referenceQuery, { alertId, channel })
  return row === undefined ? null : Reference.parse(JSON.parse(row.reference))
}

const Reference = z.object({ channel: z.string(), ts: z.string() })

const referenceQuery = {
  name: 'outbox.reference',
  sql: `
    select reference
    from outbox
    where channel = $channel and reference is not null
      and (
        (alert_id = $alertId and action in ('post', 'escalate'))
        or (action = 'bundle' and list_contains(from_json(payload::json, '["varchar"]'), $alertId))
      )
    order by action desc
    limit 1
  `,
  params: z.object({ alertId: z.string(), channel: z.string() }),
  row: z.object({ reference: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
