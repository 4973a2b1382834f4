import type { DuckDBConnection } from '@duckdb/node-api'
import { groupBy } from '@outlay/shared/group-by'
import type { Notifiers } from '../notifiers/registry.ts'
import { normalised } from '../recipients.ts'
import { type ChannelStates, readChannelStates } from './channel-states.ts'
import { BUNDLE_WINDOW_MS, IDS, idsOf, nextOf, UPDATE } from './next-of.ts'
import { dueRows, type OutboxRow, sentSince } from './outbox-rows.ts'
import { type AlertSettings, mayHearFrom } from './quiet-hours.ts'
import { withoutUnsubscribed } from './without-unsubscribed.ts'

export interface ClaimDeps {
  readonly notifiers: Notifiers
  readonly settings: AlertSettings
  /** Of this process. */
  readonly lease: string
  readonly now: Date
  /** Channels that have just got a message. */
  readonly resting: { has(channel: string): boolean }
}

/**
 * Takes what may be sent now, at most one delivery a channel, and marks it as being sent. What must wait (quiet hours, a
 * digest, a channel that is disabled) is put off with its reason; what comes in numbers becomes one message.
 */
export async function claim(connection: DuckDBConnection, deps: ClaimDeps): Promise<readonly OutboxRow[]> {
  const now = deps.now.toISOString()
  const due = await dueRows(connection, now, deps.lease)
  const states = await readChannelStates(connection)
  const recent = await sentSince(connection, new Date(deps.now.getTime() - BUNDLE_WINDOW_MS).toISOString())
  const claimed: OutboxRow[] = []
  for (const [channel, rows] of groupBy(due, (row) => row.channel)) {
    if (deps.resting.has(channel)) continue
    const wanted = await withoutUnsubscribed(connection, channel, rows)
    const ready = await holdBack(connection, wanted, { ...deps, channel, states })
    const next = await nextOf(connection, ready, {
      channel,
      now: deps.now,
      recent: recent.get(channel) ?? 0,
      isDigest: deps.settings.digest.some((each) => normalised(each.channel) === channel),
    })
    if (next !== undefined) claimed.push(next)
  }
  await markSending(connection, claimed, deps.lease)
  return claimed
}

interface OneChannel extends ClaimDeps {
  readonly channel: string
  readonly states: ChannelStates
}

/** Rows that may leave now; the others are held or put off. */
async function holdBack(
  connection: DuckDBConnection,
  rows: readonly OutboxRow[],
  { channel, states, notifiers, settings, now }: OneChannel,
): Promise<readonly OutboxRow[]> {
  const { notifier, plugin } = notifiers.route(channel)
  const disabled = states.get(channel)?.state === 'disabled'
  if (notifier === undefined || disabled) {
    const note = disabled
      ? `${channel} is disabled: ${states.get(channel)?.reason ?? ''}`
      : `${plugin.needs} is not set`
    await connection.run(`${UPDATE} state = 'held', note = $note, next_try_at = null where ${IDS}`, {
      note,
      ids: idsOf(rows),
    })
    return []
  }
  const waiting = rows.map((row) => ({ row, from: hearsFrom(row, { channel, settings, now }) }))
  for (const { row, from } of waiting) {
    if (from <= now) continue
    const note = 'waits for the hours of the channel'
    const until = from.toISOString()
    await connection.run(
      `${UPDATE} state = 'queued', note = $note, next_try_at = $until::timestamp where ${IDS}`,
      { note, until, ids: idsOf([row]) },
    )
  }
  return waiting.flatMap(({ row, from }) => (from <= now ? [row] : []))
}

/** What a killed process may have sent is not asked again for its hour. */
function hearsFrom(
  { severity, action, state, created_at }: OutboxRow,
  { channel, settings, now }: Pick<OneChannel, 'channel' | 'settings' | 'now'>,
): Date {
  if (severity === 'critical' || action === 'escalate' || state === 'sending') return now
  return mayHearFrom(channel, now, settings, new Date(created_at))
}

async function markSending(
  connection: DuckDBConnection,
  rows: readonly OutboxRow[],
  lease: string,
): Promise<void> {
  if (rows.length === 0) return
  await connection.run(
    `${UPDATE} state = 'sending', attempts = attempts + 1, lease = $lease, note = null where ${IDS}`,
    { lease, ids: idsOf(rows) },
  )
}
