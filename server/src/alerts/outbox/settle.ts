import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import type { DeliveryError } from '../notifiers/notifier.ts'
import { channelIsWell, readChannelStates, setChannelState } from './channel-states.ts'
import { enqueue } from './enqueue.ts'
import type { JournalEntry } from './journal.ts'
import type { OutboxRow } from './outbox-rows.ts'
import { retryAt } from './retry-at.ts'

/** Keeps that deliveries arrived. A channel that was not well is well again. */
export async function settleSent(
  connection: DuckDBConnection,
  entries: readonly JournalEntry[],
): Promise<void> {
  await connection.run(
    `update outbox set state = 'sent', sent_at = arrived.arrived_at::timestamp, next_try_at = null, note = null,
       lease = null, reference = arrived.reference
     from (
       select unnest(from_json($entries::json, '[{"id": "varchar", "arrived_at": "varchar", "reference": "varchar"}]'),
         recursive := true)
     ) as arrived
     where outbox.id = arrived.id`,
    { entries: JSON.stringify(entries.map(({ id, at, reference }) => ({ id, arrived_at: at, reference }))) },
  )
  const states = await readChannelStates(connection)
  if (states.size === 0) return
  const last =
    entries
      .map(({ at }) => at)
      .toSorted()
      .at(-1) ?? ''
  const sent = new Set(entries.map(({ id }) => id))
  for (const { id, channel } of await runQuery(connection, channelsQuery, {})) {
    if (sent.has(id) && states.has(channel)) await channelIsWell(connection, channel, last)
  }
}

const channelsQuery = {
  name: 'outbox.unwell-sent',
  sql: `
    select outbox.id, channel
    from outbox
    join channel_state using (channel)
    where outbox.state = 'sent'
  `,
  params: z.object({}),
  row: z.object({ id: z.string(), channel: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

export interface Failing {
  readonly error: DeliveryError
  readonly now: Date
  readonly random: () => number
  /** The mail address that is told instead; null where there is none. */
  readonly fallback: string | null
}

/** After this long without success another channel is told as well. */
const FALLBACK_MS = 6 * 3_600_000
/** After this long nobody waits for it any more. */
const GIVE_UP_MS = 7 * 24 * 3_600_000

/** Keeps that a delivery failed: it is tried again, held for a channel that must be mended, or given up. */
export async function settleFailed(
  connection: DuckDBConnection,
  row: OutboxRow,
  failing: Failing,
): Promise<void> {
  const { error, now } = failing
  const age = now.getTime() - Date.parse(row.created_at)
  const givenUp = error.verdict === 'drop' || age >= GIVE_UP_MS
  const state = givenUp ? 'dead' : error.verdict === 'disable' ? 'held' : 'failed'
  const next =
    state === 'failed'
      ? retryAt(row.attempts + 1, now, {
          retryAfterMs: error.retryAfterMs,
          random: failing.random,
        }).toISOString()
      : null
  await connection.run(
    `update outbox set state = $state, next_try_at = $next::timestamp, note = $note, lease = null where id = $id`,
    { id: row.id, state, next, note: error.message.slice(0, 300) },
  )
  if (error.verdict !== 'drop') {
    await setChannelState(connection, row.channel, {
      state: error.verdict === 'disable' ? 'disabled' : 'failing',
      reason: error.message,
      now: now.toISOString(),
    })
  }
  if (error.verdict === 'disable' || age >= FALLBACK_MS || givenUp)
    await tellElsewhere(connection, row, failing)
}

async function tellElsewhere(
  connection: DuckDBConnection,
  row: OutboxRow,
  { fallback, now }: Failing,
): Promise<void> {
  const tells =
    row.action === 'report' || row.action === 'post' || row.action === 'bundle' || row.action === 'escalate'
  if (!tells || fallback === null || row.channel === `email:${fallback}`) return
  await enqueue(
    connection,
    {
      alertId: row.alert_id,
      channel: `email:${fallback}`,
      action: 'fallback',
      key: row.id,
      payload: row.action === 'bundle' ? row.payload : null,
    },
    now.toISOString(),
  )
}
