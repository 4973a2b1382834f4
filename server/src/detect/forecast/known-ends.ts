import type { Day } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'

/** First day without a commitment or credit, by its id; the bill does not tell it, inventories do. */
export async function readKnownEnds({
  connection,
}: Pick<Ask, 'connection'>): Promise<ReadonlyMap<string, Day>> {
  const rows = await runQuery(connection, knownEndsQuery, {})
  return new Map(rows.map((row) => [row.resource_id, row.ends_on]))
}

const knownEndsQuery = {
  name: 'forecast.known-ends',
  sql: `
    select resource_id, max(try_cast(attributes ->> 'ends_at' as timestamp)::date)::varchar as ends_on
    from inventory
    where try_cast(attributes ->> 'ends_at' as timestamp) is not null
    group by resource_id
  `,
  params: z.object({}),
  row: z.object({ resource_id: z.string(), ends_on: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
