/** Changes by lines of the last 30 days of data. Freed hours of a commitment are worth their on-demand price. */
const CHANGED = `
  with change as (
    select unnest(from_json($rows::json,
      '[{"truth": "INTEGER", "remedy": "INTEGER", "series": "INTEGER", "keep": "DOUBLE", "during": "VARCHAR", "refill": "BOOLEAN"}]'),
      recursive := true)
  ),
  changed as (
    select
      c.truth, c.remedy, c.refill, l.from_hour, l.plan_id, l.effective::double as effective,
      l.quantity::double * x.contracted_price::double as on_demand,
      case when w.weight > 0 then 1 else c.keep end as keep
    from change c
    join line l on l.series = c.series
    join source o on o.id = l.source
    join price x on x.id = l.series
    left join shape_hour w on w.shape = c.during and w.hour = (l.from_hour + 72) % 168
    where l.from_hour >= o.end_hour - 720 and l.category = 'Usage' and l.revision in ('both', 'final')
      and l.status is distinct from 'Unused'
  )`

/** What the lines of each truth cost. */
export const TRUTH_COST = `${CHANGED}
  select truth, remedy, sum(effective) as amount from changed where remedy = -1 group by all`

/** What goes away: cost of open lines, and on-demand lines that freed hours of a commitment pay for. */
export const TRUTH_SAVING = `${CHANGED},
  hours as (
    select
      truth, remedy, from_hour,
      coalesce(sum(effective * (1 - keep)) filter (plan_id is null and not refill), 0) as open,
      coalesce(sum(on_demand * (1 - keep)) filter (plan_id is not null and not refill), 0) as freed,
      coalesce(sum(on_demand) filter (plan_id is null and refill), 0) as thirsty
    from changed where remedy >= 0 group by all
  )
  select truth, remedy, sum(open + least(freed, thirsty)) as amount from hours group by all`

/** What an anomaly cost beyond the usual, below 0 for a drop; the whole cost of what is new. */
export const ANOMALY_IMPACT = `
  with member as (
    select unnest(from_json($rows::json,
      '[{"truth": "INTEGER", "series": "INTEGER", "first": "DATE", "last": "DATE"}]'), recursive := true)
  )
  select
    m.truth, 0 as remedy,
    sum(l.effective::double * (1 - coalesce(1 / nullif(e.factor + e.per_day * ((l.from_hour - e.from_hour) // 24), 0), 0)))
      as amount
  from member m
  join line l on l.series = m.series
    and l.from_hour >= hour_of(m.first) and (m.last is null or l.from_hour < hour_of(m.last))
  left join event e on e.series = l.series and l.from_hour >= e.from_hour and l.from_hour < e.until_hour
  where l.category = 'Usage' and l.revision in ('both', 'final')
  group by all`
