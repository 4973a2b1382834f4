import { METRIC_HOURS } from '../../queries/metric-hours.ts'

/** Days of utilisation that are looked at. */
const METRIC_DAYS = 32

/**
 * View `metric_hour`: the last 32 days of utilisation, `resource_id` (as in the file), `resource` (lower case for Azure
 * ids), `metric`, `at_hour` timestamp, `average`, `maximum` double; samples finer than an hour are folded.
 * `$files` are the lake's metrics files, `$until` the day after the last.
 */
export const METRIC_HOUR = `
  create or replace temp table metric_hour as
  select ${METRIC_HOURS}
  from read_parquet($files, union_by_name = true, hive_partitioning = false)
  where "timestamp" >= $until::date - ${METRIC_DAYS} and "timestamp" < $until::date
  group by all
`

/** An empty `metric_hour`, for a folder without utilisation and for tests. */
export const NO_METRIC_HOUR = `
  create or replace temp table metric_hour (
    resource_id varchar, resource varchar, metric varchar, at_hour timestamp, average double, maximum double)
`

/**
 * Table `metric_stat`: a row per resource and metric.
 * - `resource`, `metric` text; `days`, `samples` integer within 32 days; `hourly` boolean: false where samples are daily
 *   or coarser, so that percentiles of bursts are hidden; `first_at`, `last_at` timestamp
 * - `mean`, `p50`, `p95`, `p99`, `p995`, `peak` double of the maxima; `avg_p95`, `avg_p99`, `avg_p995` of the averages
 * - `p995_week` double: of the last 7 days; `mean_14`, `p995_14`, `peak_14` of the last 14
 * - `avg_peak` double: largest average; `month_end_p99` double: P99 of the maxima on the last days of a month and its first
 * - `busy_share` double: share of samples whose average is 5 or more; `total` double: sum of averages (for counts)
 */
export const METRIC_STAT = `
  create or replace temp table metric_stat as
  with folded as (
    select resource, metric, count(distinct at_hour::date)::integer as days, count(*)::integer as samples,
      min(at_hour) as first_at, max(at_hour) as last_at, avg(average) as mean,
      quantile_cont(maximum, [0.5, 0.95, 0.99, 0.995]) as tops, max(maximum) as peak,
      quantile_cont(average, [0.95, 0.99, 0.995]) as avg_tops, max(average) as avg_peak,
      quantile_cont(maximum, 0.99) filter (where day(at_hour) >= 28 or day(at_hour) = 1) as month_end_p99,
      avg(case when average >= 5 then 1.0 else 0.0 end) as busy_share, sum(average) as total
    from metric_hour
    group by resource, metric
  ),
  recent as (
    select metric_hour.resource, metric_hour.metric,
      quantile_cont(maximum, 0.995) filter (where at_hour >= last_at - interval 7 day) as p995_week,
      avg(average) as mean_14, quantile_cont(maximum, 0.995) as p995_14, max(maximum) as peak_14
    from metric_hour
    join folded on folded.resource = metric_hour.resource and folded.metric = metric_hour.metric
    where at_hour >= last_at - interval 14 day
    group by metric_hour.resource, metric_hour.metric
  )
  select resource, metric, days, samples, samples >= 12 * days as hourly, first_at, last_at, mean, tops[1] as p50,
    tops[2] as p95, tops[3] as p99, tops[4] as p995, peak, avg_tops[1] as avg_p95, avg_tops[2] as avg_p99,
    avg_tops[3] as avg_p995, p995_week, mean_14, p995_14, peak_14, avg_peak, month_end_p99, busy_share, total
  from folded
  join recent using (resource, metric)
`

/**
 * Table `inventory_now`: the last observation of each resource: `resource_id`, `resource` (lower case for Azure ids),
 * `resource_type`, `state`, `observed_at`, `attributes` JSON.
 */
export const INVENTORY_NOW = `
  create or replace temp table inventory_now as
  select resource_id,
    case when starts_with(lower(resource_id), '/subscriptions/') then lower(resource_id) else resource_id end as resource,
    resource_type, state, observed_at, attributes::json as attributes
  from inventory
`
