import type { DuckDBConnection } from '@duckdb/node-api'
import { groupBy } from '@outlay/shared/group-by'
import type { Notifiers } from '../notifiers/registry.ts'
import { normalised } from '../recipients.ts'
import { type ChannelStates, readChannelStates } from './channel-states.ts'
import { BUNDLE_WINDOW_MS, IDS, idsOf, nextOf, UPDATE } from './next-of.ts'
import { dueRows, type OutboxRow, sentSince } from './outbox-rows.ts'
import { type AlertSettings, mayHearFrom } from './quiet-hours.ts'

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
    const ready = await holdBack(connection, rows, { ...deps, channel, states })
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
  const later = rows.filter((row) => waits(row) && mayHearFrom(channel, now, settings) > now)
  if (later.length === 0) return rows
  const until = mayHearFrom(channel, now, settings).toISOString()
  await connection.run(
    `${UPDATE} state = 'queued', note = $note, next_try_at = $until::timestamp where ${IDS}`,
    { note: 'waits for the hours of the channel', until, ids: idsOf(later) },
  )
  return rows.filter((row) => !later.includes(row))
}

/** What waited once is not put off again: a digest would never leave. */
function waits({ severity, action, attempts, waited }: OutboxRow): boolean {
  return severity !== 'critical' && action !== 'escalate' && attempts === 0 && !waited
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
