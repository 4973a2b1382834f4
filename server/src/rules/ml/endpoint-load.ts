/** Busy hours with a maximum of their own that tell how bursty a load is, and the most that is believed. */
const BURST_HOURS = 24
const BURST_MAX = 4

/**
 * CTEs of rules on inference endpoints.
 * - `traffic`: an endpoint's hours: `resource`, `at_hour`, `calls`, `busy` (0–1, the highest of CPU and GPU average)
 * - `served`: per endpoint `hours`, `days`, `quiet` (share of hours without a call before, in and after), `busy_peak`,
 *   `busy_mean`, `starts` and `start_calls` (hours with calls after two without, and the calls in them), `burst` (P95 of
 *   maximum ÷ mean inside an hour; null: no maxima are known), and `need_low`, `need_mid`, `need_high`: mean replicas ÷
 *   replicas of today when it scales with its load to 80 %, never below two (or one, where one runs today), at a burst of
 *   two fifths of that above 1, of all of it and of half as much again; else 1.2, 1.5 and 2
 */
export const ENDPOINT_LOAD = `
  endpoint as (
    select *, greatest(round(instances), 1) as replicas
    from machine
    where kind = 'ml' and role = 'endpoint' and compute_cost > 0
  ),
  traffic as (
    select resource, at_hour, max(average) filter (where metric = 'invocations') as calls,
      max(average) filter (where metric in ('cpu_utilization', 'gpu_utilization')) / 100 as busy,
      max(maximum) filter (where metric in ('cpu_utilization', 'gpu_utilization')) / 100 as busy_top
    from metric_hour
    where resource in (select resource from endpoint)
    group by resource, at_hour
  ),
  burst as (
    select resource, case when count(*) >= ${BURST_HOURS} then least(quantile_cont(busy_top / busy, 0.95), ${BURST_MAX}) end as burst
    from traffic
    where busy >= 0.05 and busy_top > busy
    group by resource
  ),
  hourly as (
    select traffic.*, burst, coalesce(1 + 0.4 * (burst - 1), 1.2) as burst_low, coalesce(burst, 1.5) as burst_mid,
      coalesce(1 + 1.5 * (burst - 1), 2) as burst_high, endpoint.replicas, least(endpoint.replicas, 2) as least_replicas,
      coalesce(max(calls) over near, 1) = 0 and calls is not null as quiet,
      calls > 0 and coalesce(max(calls) over before, 1) = 0 as starts
    from traffic
    join endpoint using (resource)
    left join burst using (resource)
    window near as (partition by resource order by at_hour rows between 1 preceding and 1 following),
      before as (partition by resource order by at_hour rows between 2 preceding and 1 preceding)
  ),
  served as (
    select resource, count(*)::integer as hours, count(distinct at_hour::date)::integer as days,
      avg(case when quiet then 1.0 else 0.0 end)::double as quiet, max(busy) as busy_peak, avg(busy) as busy_mean,
      count(*) filter (where starts)::integer as starts, sum(calls) filter (where starts)::double as start_calls,
      sum(calls)::double as calls, count(calls)::integer as call_hours, count(busy)::integer as busy_hours,
      any_value(burst)::double as burst, ${need('burst_low')} as need_low, ${need('burst_mid')} as need_mid,
      ${need('burst_high')} as need_high,
      ${need('burst_low', 'not quiet')} as open_low, ${need('burst_mid', 'not quiet')} as open_mid,
      ${need('burst_high', 'not quiet')} as open_high
    from hourly
    group by resource
  )
`

/** Mean replicas ÷ today's; hours that do not match `where` need none. */
function need(burst: string, where = 'true'): string {
  return `(sum(least(replicas, greatest(least_replicas, ceil(replicas * busy * ${burst} / 0.8 - 1e-9)))) filter (where ${where})
        / sum(replicas))::double`
}
