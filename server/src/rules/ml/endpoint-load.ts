/**
 * CTEs of rules on inference endpoints.
 * - `traffic`: an endpoint's hours: `resource`, `at_hour`, `calls`, `busy` (0–1, the highest of CPU and GPU average)
 * - `served`: per endpoint `hours`, `days`, `quiet` (share of hours without a call before, in and after), `busy_peak`,
 *   `busy_mean`, and `need_low`, `need_mid`, `need_high`: mean replicas ÷ replicas of today when it scales with its load to
 *   80 %, never below two (or one, where one runs today), at a burst factor of 1.2, 1.5 and 2
 */
export const ENDPOINT_LOAD = `
  endpoint as (
    select *, greatest(round(instances), 1) as replicas
    from machine
    where kind = 'ml' and role = 'endpoint' and compute_cost > 0
  ),
  traffic as (
    select resource, at_hour, max(average) filter (where metric = 'invocations') as calls,
      max(average) filter (where metric in ('cpu_utilization', 'gpu_utilization')) / 100 as busy
    from metric_hour
    where resource in (select resource from endpoint)
    group by resource, at_hour
  ),
  hourly as (
    select traffic.*, endpoint.replicas, least(endpoint.replicas, 2) as least_replicas,
      coalesce(max(calls) over near, 1) = 0 and calls is not null as quiet
    from traffic
    join endpoint using (resource)
    window near as (partition by resource order by at_hour rows between 1 preceding and 1 following)
  ),
  served as (
    select resource, count(*)::integer as hours, count(distinct at_hour::date)::integer as days,
      avg(case when quiet then 1.0 else 0.0 end)::double as quiet, max(busy) as busy_peak, avg(busy) as busy_mean,
      sum(calls)::double as calls, count(calls)::integer as call_hours, count(busy)::integer as busy_hours,
      ${need('1.2')} as need_low, ${need('1.5')} as need_mid, ${need('2')} as need_high,
      ${need('1.2', 'not quiet')} as open_low, ${need('1.5', 'not quiet')} as open_mid, ${need('2', 'not quiet')} as open_high
    from hourly
    group by resource
  )
`

/** Mean replicas ÷ today's; hours that do not match `where` need none. */
function need(burst: string, where = 'true'): string {
  return `(sum(least(replicas, greatest(least_replicas, ceil(replicas * busy * ${burst} / 0.8)))) filter (where ${where})
        / sum(replicas))::double`
}
