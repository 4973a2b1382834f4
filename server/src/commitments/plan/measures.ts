import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'

/** A resource of which recommendations leave only a share. */
export interface KeptShare {
  readonly resource: string
  /** 0–1. */
  readonly keep: number
}

/**
 * What standing recommendations leave of each resource when they are taken, as the rules reckon before they size a
 * purchase: one minus the expected saving by the cost, one recommendation after the other. Purchases themselves stay out.
 */
export async function readKeptShares({ connection }: Ask): Promise<readonly KeptShare[]> {
  return runQuery(connection, keptQuery, {})
}

export const keptQuery = {
  name: 'commitments.kept-shares',
  sql: `
    with standing as (
      select unnest(resource_ids) as resource, (body->>'monthlyCost')::double as cost,
        (body->'monthlySavings'->>'expected')::double as saving
      from recommendation
      where status in ('open', 'accepted', 'in_progress') and counted > 0 and rule not like 'CM-%' and rule <> 'ML-13'
    )
    select resource, product(1 - least(1, greatest(0, saving / cost))) as keep
    from standing
    where cost > 0
    group by resource
    order by resource
  `,
  params: z.object({}),
  row: z.object({ resource: z.string(), keep: z.number() }),
} satisfies Query<z.ZodType, z.ZodType>
