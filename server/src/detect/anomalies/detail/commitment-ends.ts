import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { type Query, runQuery } from '../../../db/query.ts'
import { AnomalyPlace, OWN_LINES } from './place-lines.ts'

/**
 * Commitments that covered usage of the place for the last time within three days of the start, though the place went on:
 * what they had covered costs on demand, a day of their last week.
 */
export function readCommitmentEnds(connection: DuckDBConnection, place: AnomalyPlace) {
  return runQuery(connection, commitmentEndsQuery, place)
}

const commitmentEndsQuery = {
  name: 'anomalies.commitment-ends',
  sql: `
    with covered as (
      select commitment_id, day, sum(coalesce(nullif(contracted, 0), list))::double as on_demand
      from cost_fact
      where ${OWN_LINES} and commitment_status = 'Used' and commitment_id is not null
      group by commitment_id, day
    ),
    ended as (
      select commitment_id, max(day) as final
      from covered
      group by commitment_id
      having max(day) between $start::date - 4 and $start::date + 2
        and max(day) < $last::date and min(day) <= max(day) - 7
    )
    select final as day, commitment_id as name, sum(on_demand) / 7 as per_day
    from ended
    join covered using (commitment_id)
    where covered.day > final - 7
    group by final, commitment_id
    order by per_day desc, commitment_id
    limit 3
  `,
  params: AnomalyPlace,
  row: z.object({ day: z.string(), name: z.string(), per_day: z.number() }),
} satisfies Query<z.ZodType, z.ZodType>
