import type { AnomalyDetail, AnomalyEvent } from '@outlay/shared/detect'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'
import { seriesOf } from './detail/band-series.ts'
import { readMatchedEvents } from './detail/matched-events.ts'
import { sqlOf } from './detail/place-sql.ts'
import { readSlackThreads } from './detail/slack-threads.ts'
import { readCauseDays } from './detail/without-cause.ts'
import { readAnomaly } from './read-anomalies.ts'

/**
 * An anomaly with the 60 days around it, what was expected of them and what they cost without the top cause, what else
 * happened then, where it was told, its history, and SQL to count it again.
 */
export async function readDetail(ask: Ask, id: string): Promise<AnomalyDetail | undefined> {
  const anomaly = await readAnomaly(ask.connection, id)
  if (anomaly === undefined) return undefined
  const found = await readCauseDays(ask, anomaly)
  return {
    ...anomaly,
    series: await seriesOf(ask, anomaly, found?.costs),
    withoutCause: found?.cause ?? null,
    events: await readMatchedEvents(ask, anomaly),
    threads: await readSlackThreads(ask.connection, id),
    history: await readHistory(ask, id),
    ...sqlOf(anomaly),
  }
}

async function readHistory({ connection }: Ask, id: string): Promise<readonly AnomalyEvent[]> {
  const rows = await runQuery(connection, historyQuery, { id })
  return rows.map((row) => ({
    happenedAt: row.happened_at,
    actor: row.actor,
    kind: row.kind,
    from: row.from_value,
    to: row.to_value,
    note: row.note,
  }))
}

const historyQuery = {
  name: 'anomalies.history',
  sql: `
    select strftime(happened_at, '%Y-%m-%dT%H:%M:%SZ') as happened_at, actor, kind, from_value, to_value, note
    from anomaly_event
    where anomaly_id = $id
    order by anomaly_event.happened_at desc
    limit 100
  `,
  params: z.object({ id: z.string() }),
  row: z.object({
    happened_at: z.string(),
    actor: z.string(),
    kind: z.string(),
    from_value: z.string().nullable(),
    to_value: z.string().nullable(),
    note: z.string().nullable(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
