import type { DuckDBConnection } from '@duckdb/node-api'
import { dayInWords } from '@outlay/shared/period'
import { z } from 'zod'
import type { AlertRow } from '../alert-rows.ts'
import type { Outgoing, Told } from '../notifiers/notifier.ts'
import { ALL_ALERTS, mailSubject } from '../unsubscribe/mail-subject.ts'
import { unsubscribePath } from '../unsubscribe/unsubscribed.ts'
import { alertsById, type OutboxRow, referenceOf } from './outbox-rows.ts'

const Ids = z.array(z.string())

/**
 * What a row sends, from its alert as it stands now. Undefined where there is nothing to send: a change of a message
 * that cannot be changed, or that has not been sent and will tell it itself.
 */
export async function toOutgoing(
  connection: DuckDBConnection,
  row: OutboxRow,
  updates: boolean,
): Promise<Outgoing | undefined> {
  const ids = alertIdsOf(row)
  const alerts = await alertsById(connection, ids)
  const [first, ...others] = ids.flatMap((id) => toTold(alerts.get(id)))
  if (first === undefined) return undefined
  const isChange = row.action === 'update' || row.action === 'reply'
  const parent = isChange && updates ? await referenceOf(connection, row.alert_id, row.channel) : null
  if (row.action === 'update' && parent === null) return undefined
  const target = row.channel.slice(row.channel.indexOf(':') + 1)
  const isMail = row.channel.startsWith('email:')
  const subject = others.length > 0 ? ALL_ALERTS : mailSubject(first.about)
  return {
    id: row.id,
    target,
    unsubscribe: isMail ? await unsubscribePath(connection, { address: target, subject }) : null,
    action: row.action,
    alerts: [first, ...others],
    note: noteOf(row),
    parent,
    version: row.attempts + (row.action === 'update' ? 1000 + (Date.parse(row.created_at) % 1_000_000) : 0),
  }
}

function alertIdsOf({ action, payload, alert_id }: OutboxRow): readonly string[] {
  const gathers = action === 'bundle' || action === 'fallback'
  return gathers && payload !== null ? Ids.parse(JSON.parse(payload)) : [alert_id]
}

function noteOf({ action, payload, attempts, state }: OutboxRow): string | null {
  if (action === 'reply') return payload
  const notes = [
    ...(action === 'escalate' && payload !== null ? [payload] : []),
    ...(action === 'fallback' ? ['Sent by mail because the usual channel does not take messages.'] : []),
    ...(attempts > 0 && state === 'sending' ? ['May be a repetition.'] : []),
  ]
  return notes.length === 0 ? null : notes.join(' ')
}

function toTold(row: AlertRow | undefined): readonly Told[] {
  if (row === undefined) return []
  const { id, message, state, kind, entity, team, period } = row
  return [{ id, message, state, stateNote: stateNoteOf(row), about: { kind, entity, team, period } }]
}

/** Where an alert stands, in words; null while it is open. */
export function stateNoteOf({ state, actor, reason, snoozed_until }: AlertRow): string | null {
  const by = actor === null ? '' : ` by ${actor}`
  switch (state) {
    case 'open':
      return null
    case 'acknowledged':
      return `Acknowledged${by}`
    case 'snoozed':
      return `Snoozed${by}${snoozed_until === null ? '' : ` until ${dayInWords(snoozed_until)}`}`
    case 'resolved':
    case 'withdrawn':
    case 'silent':
      return reason
  }
}
