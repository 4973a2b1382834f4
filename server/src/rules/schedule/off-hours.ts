/** Hour of the week of a timestamp, counted from the start of work on Monday: 0 to 167. */
const workHour = (time: string, start: string) =>
  `((isodow(${time}) - 1) * 24 + hour(${time}) - ${start} + 168) % 168`

/** Off at weekends and after `$hours_a_day` on working days. */
const isOff = (time: string, start: string) =>
  `(${workHour(time, start)} >= 120 or ${workHour(time, start)} % 24 >= $hours_a_day)`

/**
 * CTE `pattern`: a row per machine or database outside production that could be stopped, with when it ran and when it
 * worked. Working hours are the settings', or where it has a series those 24 × 7 bins that hold most of its load.
 * - `off_share` double: part of its compute cost in hours outside; `off_time` double: part of the window that is outside
 * - `start_hour` integer, UTC; `load_days`, `busy_hours`, `off_samples`, `busy_off` integer (null without a series)
 */
export const OFF_HOURS = `
  plan as (
    select machine.*, rule_window.start_day, rule_window.end_day,
      greatest(1, least(24, hours / instances * rule_window.window_days / 30 / nullif(days, 0))) as hours_a_run
    from machine
    join rule_window using (provider, billing_account)
    where kind in ('vm', 'db') and env_class = 'nonprod' and compute_cost > 0 and spot_cost <= 0.5 * compute_cost
  ),
  sample as (
    select resource, metric, at_hour, average, quantile_cont(average, 0.95) over one as top,
      bool_or(metric = 'connections') over (partition by resource) as counts_connections
    from metric_hour
    where resource in (select resource from plan) and metric in ('cpu_utilization', 'gpu_utilization', 'connections')
    window one as (partition by resource, metric)
  ),
  busy_hour as (
    select resource, at_hour,
      bool_or(if(metric = 'connections', average >= 1, average >= greatest($busy_percent, 0.25 * top))) as busy
    from sample
    where metric = 'connections' or not counts_connections
    group by resource, at_hour
  ),
  busy_bin as (
    select resource, isodow(at_hour) as weekday, hour(at_hour) as clock, min(at_hour) as one_hour, count(*) as samples,
      count(*) filter (where busy) as busy
    from busy_hour
    group by resource, weekday, clock
  ),
  load_days as (select resource, count(distinct at_hour::date)::integer as load_days from busy_hour group by resource),
  shift as (
    select resource, start_hour::integer as start_hour, sum(busy)::integer as busy_hours,
      sum(samples) filter (where ${isOff('one_hour', 'start_hour')})::integer as off_samples,
      coalesce(sum(busy) filter (where ${isOff('one_hour', 'start_hour')}), 0)::integer as busy_off
    from busy_bin
    cross join (select unnest(generate_series(0, 23)) as start_hour)
    group by resource, start_hour
    qualify row_number() over (partition by resource
      order by busy_off, abs(start_hour - ($from_hour - $utc_offset + 24) % 24), start_hour) = 1
  ),
  timed as (
    select plan.*, coalesce(shift.start_hour, ($from_hour - $utc_offset + 24)::integer % 24) as start_hour, load_days,
      busy_hours, off_samples, busy_off
    from plan
    left join shift using (resource)
    left join load_days using (resource)
  ),
  part_key as (select distinct provider, billing_account, resource, currency, sku, usage_type from machine_part),
  spent as (
    select timed.provider, timed.billing_account, timed.resource, timed.currency, sum(effective)::double as total,
      sum(effective::double * case
        when line.hours <= 1 then if(${isOff('start_at', 'start_hour')}, 1, 0)
        when isodow(start_at) > 5 then 1
        else greatest(0, hours_a_run - $hours_a_day) / hours_a_run end) as off_cost
    from usage_line as line
    join part_key on part_key.provider = line.provider and part_key.billing_account = line.billing_account
      and part_key.resource = line.resource and part_key.currency = line.currency
      and part_key.sku is not distinct from line.sku and part_key.usage_type is not distinct from line.usage_type
    join timed on timed.provider = line.provider and timed.billing_account = line.billing_account
      and timed.resource = line.resource and timed.currency = line.currency
    where recent and charge_category = 'Usage' and charge_class is null
    group by all
  ),
  calendar as (
    select start_day, end_day, start_hour, avg(if(${isOff('at_hour', 'start_hour')}, 1, 0)) as off_time
    from (select distinct start_day, end_day, start_hour, unnest(generate_series(start_day::timestamp, end_day - interval 1 hour, interval 1 hour)) as at_hour from timed)
    group by all
  ),
  pattern as (
    select timed.*, off_cost / nullif(total, 0) as off_share, off_time::double as off_time
    from timed
    join spent using (provider, billing_account, resource, currency)
    join calendar using (start_day, end_day, start_hour)
  )
`
