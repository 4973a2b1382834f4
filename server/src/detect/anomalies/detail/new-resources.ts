import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { type Query, runQuery } from '../../../db/query.ts'
import { AnomalyPlace, OWN_LINES } from './place-lines.ts'

/** Resources whose first line of all lies within three days of the start, by what they cost a day since. */
export function readNewResources(connection: DuckDBConnection, place: AnomalyPlace) {
  return runQuery(connection, newResourcesQuery, place)
}

const newResourcesQuery = {
  name: 'anomalies.new-resources',
  sql: `
    with here as (
      select resource, any_value(resource_name) as name, min(day) as first, sum(effective)::double as cost
      from cost_fact
      where ${OWN_LINES} and resource is not null and effective > 0 and day <= $last::date
      group by resource
      having min(day) between $start::date - 3 and $start::date + 3
    )
    select first as day, coalesce(name, resource) as name, cost / ($last::date - first + 1) as per_day
    from here
    where not exists (
      select 1 from cost_fact where cost_fact.resource = here.resource and cost_fact.day < $start::date - 3
    )
    order by per_day desc, resource
    limit 5
  `,
  params: AnomalyPlace,
  row: z.object({ day: z.string(), name: z.string(), per_day: z.number() }),
} satisfies Query<z.ZodType, z.ZodType>
