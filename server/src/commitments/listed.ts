import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'
import type { ListedCommitment } from './term.ts'

/**
 * What inventories say of commitments, by their id in lower case: `starts_at`, `ends_at`, `payment` and `type` among the
 * attributes of a resource.
 */
export async function readListed({ connection }: Ask): Promise<ReadonlyMap<string, ListedCommitment>> {
  const rows = await runQuery(connection, listedQuery, {})
  return new Map(rows.map(({ id, ...rest }) => [id, rest]))
}

export const listedQuery = {
  name: 'commitments.listed',
  sql: `
    select lower(resource_id) as id,
      arg_max(try_cast(attributes->>'starts_at' as timestamp)::date, observed_at)::varchar as starts,
      arg_max(try_cast(attributes->>'ends_at' as timestamp)::date, observed_at)::varchar as ends,
      arg_max(attributes->>'payment', observed_at) as payment, arg_max(attributes->>'type', observed_at) as type
    from inventory
    where lower(resource_id) in (select distinct lower(commitment_id) from cost_fact where commitment_id is not null)
    group by lower(resource_id)
  `,
  params: z.object({}),
  row: z.object({
    id: z.string(),
    starts: z.string().nullable(),
    ends: z.string().nullable(),
    payment: z.string().nullable(),
    type: z.string().nullable(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
