import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import type { Db } from '../../db/open.ts'
import { type Query, runQuery } from '../../db/query.ts'
import type { Notifiers } from '../notifiers/registry.ts'

/** Channels that are not well. */
export type ChannelStates = ReadonlyMap<string, z.output<typeof statesQuery.row>>

export async function readChannelStates(connection: DuckDBConnection): Promise<ChannelStates> {
  return new Map((await runQuery(connection, statesQuery, {})).map((row) => [row.channel, row]))
}

const statesQuery = {
  name: 'outbox.channel-states',
  sql: `
    select channel, state, reason, strftime(since, '%Y-%m-%dT%H:%M:%SZ') as since
    from channel_state
    order by channel
  `,
  params: z.object({}),
  row: z.object({
    channel: z.string(),
    state: z.enum(['failing', 'disabled']),
    reason: z.string().nullable(),
    since: z.string(),
  }),
} satisfies Query<z.ZodType, z.ZodType>

/** `since` stays while the state does. */
export async function setChannelState(
  connection: DuckDBConnection,
  channel: string,
  {
    state,
    reason,
    now,
  }: { readonly state: 'failing' | 'disabled'; readonly reason: string; readonly now: string },
): Promise<void> {
  const before = (await readChannelStates(connection)).get(channel)
  await connection.run('delete from channel_state where channel = $channel', { channel })
  await connection.run('insert into channel_state values ($channel, $state, $reason, $since::timestamp)', {
    channel,
    state,
    reason: reason.slice(0, 300),
    since: before?.state === state ? before.since : now,
  })
}

/** A channel that takes messages again gets what was held for it. */
export async function channelIsWell(
  connection: DuckDBConnection,
  channel: string,
  now: string,
): Promise<void> {
  await connection.run('delete from channel_state where channel = $channel', { channel })
  await releaseHeld(connection, channel, now)
}

export async function releaseHeld(connection: DuckDBConnection, channel: string, now: string): Promise<void> {
  await connection.run(
    `update outbox set state = 'queued', note = null, next_try_at = $now::timestamp
     where channel = $channel and state = 'held'`,
    { channel, now },
  )
}

/** What was held because a secret or setting was missing, and that is there now. */
export async function releaseUnconfigured(db: Db, notifiers: Notifiers, now: Date): Promise<void> {
  const connection = await db.connect()
  let channels: readonly string[]
  try {
    const states = await readChannelStates(connection)
    channels = (await runQuery(connection, heldQuery, {}))
      .map(({ channel }) => channel)
      .filter((channel) => !states.has(channel) && notifiers.route(channel).notifier !== undefined)
  } finally {
    connection.closeSync()
  }
  if (channels.length === 0) return
  await db.writer.withTransaction(async (writing) => {
    for (const channel of channels) await releaseHeld(writing, channel, now.toISOString())
  })
}

const heldQuery = {
  name: 'outbox.held',
  sql: `select distinct channel from outbox where state = 'held' order by channel`,
  params: z.object({}),
  row: z.object({ channel: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
