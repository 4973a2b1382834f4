import { z } from 'zod'
import type { Query } from '../db/query.ts'

/**
 * Columns of utilisation by the hour, of a SELECT over the lake's metrics files grouped by all: `resource_id` (as in the
 * file), `resource` (lower case for Azure ids, as in the facts), `metric`, `at_hour`, `average`, `maximum`; samples finer
 * than an hour are folded.
 */
export const METRIC_HOURS = `resource_id,
    case when starts_with(lower(resource_id), '/subscriptions/') then lower(resource_id) else resource_id end as resource,
    metric, date_trunc('hour', "timestamp") as at_hour, avg(average) as average, max(coalesce(maximum, average)) as maximum`

/** The lake's files of utilisation that count, as full paths. */
export const metricFilesQuery = {
  name: 'metric-files',
  sql: `
    select distinct $lake::varchar || '/' || unnest(lake_files) as file
    from import
    where kind = 'metrics' and state = 'counted'
    order by file
  `,
  params: z.object({ lake: z.string() }),
  row: z.object({ file: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
