import type { DuckDBConnection } from '@duckdb/node-api'
import { idOf } from '../alert-rows.ts'
import type { OutboxRow } from './outbox-rows.ts'

/** More than this many messages within the window become one. */
const BUNDLE_ABOVE = 3
export const BUNDLE_WINDOW_MS = 600_000

interface Numbers {
  readonly channel: string
  readonly now: Date
  /** Messages of the last ten minutes. */
  readonly recent: number
  /** A digest is one message, however little there is. */
  readonly isDigest: boolean
}

/** The one delivery that leaves next: changes first, then a bundle of what is new, or the oldest. */
export async function nextOf(
  connection: DuckDBConnection,
  rows: readonly OutboxRow[],
  { channel, now, recent, isDigest }: Numbers,
): Promise<OutboxRow | undefined> {
  const tried = rows.find(({ attempts }) => attempts > 0)
  if (tried !== undefined) return tried
  const posts = rows.filter(({ action }) => action === 'post')
  const [first] = posts
  const few = posts.length + recent <= BUNDLE_ABOVE && !(isDigest && posts.length > 1)
  if (first === undefined || few) return rows[0]
  const critical = posts.find(({ severity }) => severity === 'critical')
  if (critical !== undefined && posts.length <= BUNDLE_ABOVE) return critical
  if (posts.length === 1 && first.waited) return first
  if (posts.length === 1) {
    const until = new Date(now.getTime() + BUNDLE_WINDOW_MS).toISOString()
    await connection.run(
      `${UPDATE} note = 'waits to be told together with others', next_try_at = $until::timestamp where ${IDS}`,
      { until, ids: idsOf(posts) },
    )
    return undefined
  }
  return insertBundle(connection, channel, posts, now)
}

async function insertBundle(
  connection: DuckDBConnection,
  channel: string,
  posts: readonly OutboxRow[],
  now: Date,
): Promise<OutboxRow | undefined> {
  const [first] = posts
  if (first === undefined) return undefined
  const payload = JSON.stringify(posts.map((row) => row.alert_id))
  const id = idOf('out', channel, 'bundle', ...posts.map((row) => row.id))
  await connection.run(
    `insert into outbox (id, alert_id, channel, action, payload, state, attempts, next_try_at, created_at)
     values ($id, $alertId, $channel, 'bundle', $payload, 'queued', 0, $now::timestamp, $now::timestamp)`,
    { id, alertId: first.alert_id, channel, payload, now: now.toISOString() },
  )
  await connection.run(`${UPDATE} state = 'bundled', note = $note, next_try_at = null where ${IDS}`, {
    note: `told together with ${posts.length - 1} others`,
    ids: idsOf(posts),
  })
  return { ...first, id, action: 'bundle', payload, state: 'queued', attempts: 0, waited: false }
}

export function idsOf(rows: readonly OutboxRow[]): string {
  return JSON.stringify(rows.map(({ id }) => id))
}

export const UPDATE = 'update outbox set'
export const IDS = `id in (select unnest(from_json($ids::json, '["varchar"]')))`
