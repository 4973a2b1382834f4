/** Hourly for the last 45 days, daily before: mean × (1 − swing + swing × shape) × noise, within the metric's bounds. */
export const METRICS = `
  create table metric_line as
  with slots as (
    select h::integer as from_hour, (h + 24)::integer as until_hour
    from range($start::bigint, $cut::bigint, 24) as days(h)
    union all
    select h::integer, (h + 1)::integer from range($cut::bigint, $end::bigint) as hours(h)
  ),
  drawn as (
    select
      m.*, t.from_hour as hour,
      (w2.before - w1.before) / (least(t.until_hour, m.until_hour) - greatest(t.from_hour, m.from_hour)) / w1.mean as load,
      (hash($seed, m.resource_id, m.metric, t.from_hour) % 1000003)::double / 1000003 as luck,
      t.until_hour - t.from_hour as hours
    from metric_profile m
    join slots t on t.from_hour < m.until_hour and t.until_hour > m.from_hour
    join shape_hour w1 on w1.shape = m.shape and w1.hour = (greatest(t.from_hour, m.from_hour) + 72) % 168
    join shape_hour w2 on w2.shape = m.shape
      and w2.hour = (greatest(t.from_hour, m.from_hour) + 72) % 168
        + (least(t.until_hour, m.until_hour) - greatest(t.from_hour, m.from_hour))
  ),
  valued as (
    select *, mean * (1 - swing + swing * load) * (1 + noise * (2 * luck - 1)) as value from drawn
  )
  select
    resource_id, metric, timestamp '1970-01-01' + to_hours(hour::bigint) as timestamp,
    round(case when cap > 0 then least(value, cap * 0.97) else value end, 3) as average,
    round(case when cap > 0 then least(value * peak, cap) else value * peak end, 3) as maximum,
    unit
  from valued`
