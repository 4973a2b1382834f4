import type { DuckDBConnection } from '@duckdb/node-api'
import type { AnomalyThread } from '@outlay/shared/detect'
import { z } from 'zod'
import { type Query, runQuery } from '../../../db/query.ts'

/** Threads in Slack in which an anomaly was told by the bot: each channel once, the first message of it. */
export async function readSlackThreads(
  connection: DuckDBConnection,
  anomaly: string,
): Promise<readonly AnomalyThread[]> {
  const rows = await runQuery(connection, threadsQuery, { anomaly })
  return rows.map(({ name, channel, ts }) => ({
    channel: name,
    url: `https://slack.com/archives/${encodeURIComponent(channel)}/p${ts.replaceAll('.', '')}`,
  }))
}

const threadsQuery = {
  name: 'anomalies.slack-threads',
  sql: `
    select regexp_replace(outbox.channel, '^slack:', '') as name,
      json_extract_string(arg_min(reference, sent_at), '$.channel') as channel,
      json_extract_string(arg_min(reference, sent_at), '$.ts') as ts
    from outbox
    join alert on alert.id = outbox.alert_id
    where alert.kind = 'anomaly' and alert.entity = $anomaly and action = 'post' and outbox.state = 'sent'
      and starts_with(outbox.channel, 'slack:') and json_extract_string(reference, '$.ts') is not null
    group by outbox.channel
    order by outbox.channel
  `,
  params: z.object({ anomaly: z.string() }),
  row: z.object({ name: z.string(), channel: z.string(), ts: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
