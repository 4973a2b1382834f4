import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'

export interface RecommendationEvent {
  readonly happenedAt: string
  readonly actor: string
  readonly from: string | null
  readonly to: string
  readonly reason: string | null
}

/** Every change of status or assignee, oldest first. */
export function readEvents(connection: DuckDBConnection, id: string): Promise<RecommendationEvent[]> {
  return runQuery(connection, eventsQuery, { id })
}

const eventsQuery = {
  name: 'recommendations.events',
  sql: `
    select strftime(happened_at, '%Y-%m-%dT%H:%M:%SZ') as "happenedAt", actor, from_status as "from",
      to_status as "to", reason
    from recommendation_event
    where recommendation_id = $id
    order by happened_at, rowid
  `,
  params: z.object({ id: z.string() }),
  row: z.object({
    happenedAt: z.string(),
    actor: z.string(),
    from: z.string().nullable(),
    to: z.string(),
    reason: z.string().nullable(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
