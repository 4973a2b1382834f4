import type { DuckDBConnection } from '@duckdb/node-api'
import { DeliveryError, type Notifier, type Outgoing, type Reference } from '../notifiers/notifier.ts'
import type { Sending } from './dispatch.ts'
import { alertsById, type OutboxRow } from './outbox-rows.ts'
import { toOutgoing } from './outgoing.ts'
import { settleFailed } from './settle.ts'

/** Sends deliveries one after the other; each is in the journal, or its failure in the database, before the next. */
export async function sendLane(sending: Sending, rows: readonly OutboxRow[]): Promise<void> {
  const connection = await sending.db.connect()
  try {
    for (const row of rows) {
      if (sending.signal.aborted) return
      await sendOne(sending, connection, row)
      sending.lastSent.set(row.channel, performance.now())
    }
  } finally {
    connection.closeSync()
  }
}

async function sendOne(sending: Sending, connection: DuckDBConnection, row: OutboxRow): Promise<void> {
  const { db, clock, notifiers, log, random, journal } = sending
  const { notifier, plugin } = notifiers.route(row.channel)
  const outgoing = await toOutgoing(connection, row, plugin.updates)
  try {
    const reference = outgoing === undefined ? null : await send(notifier, outgoing)
    const text = reference === null ? null : JSON.stringify(reference)
    journal.add({ id: row.id, at: clock().toISOString(), reference: text })
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error
    log.warn(
      { channel: row.channel, action: row.action, reason: error.message },
      'an alert was not delivered',
    )
    const fallback = await fallbackOf(sending, connection, row)
    await db.writer.withTransaction((writing) =>
      settleFailed(writing, row, { error, now: clock(), random, fallback }),
    )
  }
}

async function send(notifier: Notifier | undefined, outgoing: Outgoing): Promise<Reference | null> {
  if (notifier === undefined) throw new DeliveryError('disable', 'its settings or secrets are gone')
  return notifier.send(outgoing).catch((cause: unknown) => {
    if (cause instanceof DeliveryError) throw cause
    throw new DeliveryError('retry', `it could not be sent: ${String(cause).slice(0, 200)}`, { cause })
  })
}

/** The mail address of the team, else the one of last resort. */
async function fallbackOf(
  { config }: Sending,
  connection: DuckDBConnection,
  row: OutboxRow,
): Promise<string | null> {
  if (config.channels.email === null) return null
  const team = (await alertsById(connection, [row.alert_id])).get(row.alert_id)?.team ?? null
  return config.teams.find(({ id }) => id === team)?.email ?? config.channels.email.fallback
}
