import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import type { Ask } from '../queries/ask.ts'

export interface RecommendationLink {
  readonly id: string
  readonly rule: string
  readonly title: string
}

/** Recommendations of the last run that name a commitment and still stand, by its id in lower case. */
export async function readLinks({ connection }: Ask): Promise<ReadonlyMap<string, RecommendationLink[]>> {
  const links = new Map<string, RecommendationLink[]>()
  for (const { commitment, ...link } of await runQuery(connection, linksQuery, {}))
    links.set(commitment, [...(links.get(commitment) ?? []), link])
  return links
}

export const linksQuery = {
  name: 'commitments.recommendations',
  sql: `
    with named as (
      select id, rule, body->>'title' as title, lower(unnest(resource_ids)) as commitment
      from recommendation
      where status in ('open', 'accepted', 'in_progress') and rule like 'CM-%'
    )
    select named.*
    from named
    where commitment in (select distinct lower(commitment_id) from cost_fact where commitment_id is not null)
    order by rule, id
  `,
  params: z.object({}),
  row: z.object({ commitment: z.string(), id: z.string(), rule: z.string(), title: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
