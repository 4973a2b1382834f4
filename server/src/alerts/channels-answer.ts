import type { DuckDBConnection } from '@duckdb/node-api'
import type { ChannelState } from '@outlay/shared/alerts'
import { z } from 'zod'
import type { Config } from '../config.ts'
import { type Query, runQuery } from '../db/query.ts'
import type { Notifiers } from './notifiers/registry.ts'
import { readChannelStates } from './outbox/channel-states.ts'
import { knownRecipients } from './recipients.ts'

export interface AlertsDeps {
  readonly config: Config
  readonly notifiers: Notifiers
  readonly now: Date
}

/** Every channel that is configured, or that something waits for. */
export async function channelsOf(
  connection: DuckDBConnection,
  { config, notifiers }: AlertsDeps,
): Promise<readonly ChannelState[]> {
  const states = await readChannelStates(connection)
  const waiting = new Map(
    (await runQuery(connection, waitingQuery, {})).map((row) => [row.channel, row.waiting]),
  )
  const ids = new Set([...knownRecipients(config), ...waiting.keys(), ...states.keys()])
  return [...ids].map((id) => {
    const { plugin, notifier } = notifiers.route(id)
    const known = states.get(id)
    const missing = notifier === undefined
    return {
      id,
      state: missing ? 'unconfigured' : (known?.state ?? 'ok'),
      reason: missing ? `${plugin.needs} is not set` : (known?.reason ?? null),
      since: known?.since ?? null,
      notifier: plugin.id,
      waiting: waiting.get(id) ?? 0,
    }
  })
}

const waitingQuery = {
  name: 'alerts.waiting',
  sql: `
    select channel, (count(*) filter (where state in ('queued', 'sending', 'failed', 'held')))::integer as waiting
    from outbox
    group by channel
    order by channel
  `,
  params: z.object({}),
  row: z.object({ channel: z.string(), waiting: z.int() }),
} satisfies Query<z.ZodType, z.ZodType>
