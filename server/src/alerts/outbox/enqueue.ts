import type { DuckDBConnection } from '@duckdb/node-api'
import type { AlertMessage, AlertState } from '@outlay/shared/alerts'
import { type Fingerprint, fingerprintOf, idOf } from '../alert-rows.ts'
import type { OutgoingAction } from '../notifiers/notifier.ts'

export interface Decision extends Fingerprint {
  readonly team: string | null
  readonly message: AlertMessage
  readonly figure: number | null
  /** Channels; none for what is silent. */
  readonly recipients: readonly string[]
  /** Why nobody is told. */
  readonly silent: string | null
}

/**
 * Keeps a decision and what it sends, in the caller's transaction: both or neither. A fingerprint that is there already
 * is left as it is. Returns the alert's id, undefined where it was there.
 */
export async function record(
  connection: DuckDBConnection,
  decision: Decision,
  now: string,
): Promise<string | undefined> {
  const { kind, entity, rule, period, team, message, figure, silent } = decision
  const fingerprint = fingerprintOf(decision)
  const id = idOf('alt', fingerprint)
  const found = await connection.runAndReadAll('select 1 from alert where id = $id', { id })
  if (found.currentRowCount > 0) return undefined
  const state: AlertState = silent === null ? 'open' : 'silent'
  await connection.run(INSERT_ALERT, {
    ...{ id, fingerprint, kind, entity, team, rule, period, figure, state, now },
    severity: message.severity,
    message: JSON.stringify(message),
    reason: silent,
  })
  if (silent === null) {
    for (const channel of decision.recipients) {
      await enqueue(connection, { alertId: id, channel, action: 'post', key: '', payload: null }, now)
    }
  }
  return id
}

export interface Queued {
  readonly alertId: string
  readonly channel: string
  readonly action: OutgoingAction
  /** Tells deliveries of one alert, channel and action apart. */
  readonly key: string
  readonly payload: string | null
}

/** Adds a delivery unless it is there. */
export async function enqueue(connection: DuckDBConnection, queued: Queued, now: string): Promise<void> {
  const { alertId, channel, action, key, payload } = queued
  const id = idOf('out', alertId, channel, action, key)
  await connection.run(INSERT_OUTBOX, { id, alertId, channel, action, payload, now })
}

/** Tells a change of an alert wherever it was told: the message is changed, and `text` says why. */
export async function enqueueChange(
  connection: DuckDBConnection,
  alertId: string,
  { key, text }: { readonly key: string; readonly text: string },
  now: string,
): Promise<void> {
  for (const action of ['update', 'reply'] as const) {
    await connection.run(INSERT_CHANGE, { alertId, action, key, text, now })
  }
}

const INSERT_ALERT = `
  insert into alert (id, fingerprint, kind, entity, team, rule, period, severity, message, state, reason, figure,
    created_at, updated_at)
  values ($id, $fingerprint, $kind, $entity, $team, $rule, $period, $severity, $message, $state, $reason, $figure,
    $now::timestamp, $now::timestamp)`

const INSERT_OUTBOX = `
  insert into outbox (id, alert_id, channel, action, payload, state, attempts, next_try_at, created_at)
  values ($id, $alertId, $channel, $action, $payload, 'queued', 0, $now::timestamp, $now::timestamp)
  on conflict do nothing`

/** Mail is not told of changes: it cannot be changed, and another mail would be noise. */
const INSERT_CHANGE = `
  insert into outbox (id, alert_id, channel, action, payload, state, attempts, next_try_at, created_at)
  select 'out_' || substr(sha256(concat_ws(' ', $alertId, channel, $action, $key)), 1, 20), $alertId, channel, $action,
    $text, 'queued', 0, $now::timestamp, $now::timestamp
  from (select distinct channel from outbox where alert_id = $alertId and action in ('post', 'escalate'))
  where channel not like 'email:%'
  on conflict do nothing`
