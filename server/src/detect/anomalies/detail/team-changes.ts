import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { type Query, runQuery } from '../../../db/query.ts'
import { AnomalyPlace, PLACE_LINES } from './place-lines.ts'

/**
 * Resources of the place that another team bears since about the start than in the week before: tags, or rules of
 * allocation, that changed. With the cost a day that moved; of a team's anomaly, to or from that team.
 */
export function readTeamChanges(connection: DuckDBConnection, place: AnomalyPlace) {
  return runQuery(connection, teamChangesQuery, place)
}

const teamChangesQuery = {
  name: 'anomalies.team-changes',
  sql: `
    with line as (
      select resource, day, coalesce(team, '') as team, sum(effective)::double as cost
      from cost_fact
      where ${PLACE_LINES} and resource is not null and effective > 0
        and day between $start::date - 10 and $start::date + 10
      group by all
    ),
    borne as (
      select resource, arg_min(team, day) as was, arg_max(team, day) as now
      from line
      group by resource
      having min(day) < $start::date - 2 and arg_min(team, day) <> arg_max(team, day)
    ),
    moved as (
      select resource, was, now, min(day) as first, sum(cost) / count(distinct day) as per_day
      from borne
      join line using (resource)
      where line.team = now
      group by all
      having min(day) between $start::date - 3 and $start::date + 3
    )
    select min(first) as day, nullif(was, '') as "from", nullif(now, '') as "to",
      count(*)::integer as resources, sum(per_day) as per_day
    from moved
    where $team::varchar is null or $team in (was, now)
    group by was, now
    order by per_day desc, was, now
    limit 3
  `,
  params: AnomalyPlace.omit({ last: true }),
  row: z.object({
    day: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    resources: z.int(),
    per_day: z.number(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
