/**
 * What a commitment of one year without upfront would save on the demand that is left when all waste is gone. Classes of
 * demand and their discounts are bound as rows; the best size is the quantile of the hourly demand at the discount.
 */
export const COMMITMENT_OPTIMUM = `
  with offer as (
    select unnest(from_json($offers::json,
      '[{"rule": "VARCHAR", "source": "VARCHAR", "services": ["VARCHAR"], "meters": "VARCHAR", "discount": "DOUBLE"}]'),
      recursive := true)
  ),
  remaining as (
    select unnest(from_json($rows::json, '[{"series": "INTEGER", "keep": "DOUBLE", "during": "VARCHAR"}]'), recursive := true)
  ),
  demand as (
    select
      o.rule, o.source, o.discount, t.from_hour,
      sum(
        l.effective::double / (l.until_hour - l.from_hour)
          * case when w.weight > 0 then 1 else coalesce(r.keep, 1) end
      ) as amount
    from offer o
    join series s on s.source = o.source and list_contains(o.services, s.service) and regexp_matches(s.meter, o.meters)
      and s.pricing = 'Standard' and regexp_matches(s.unit, '(?i)hours?$')
    join line l on l.series = s.id and l.plan_id is null and l.category = 'Usage' and l.revision in ('both', 'final')
    join slot t on t.grain = 'hour' and t.from_hour >= l.from_hour and t.from_hour < l.until_hour
    join source c on c.id = o.source and t.from_hour >= c.end_hour - 720 and t.from_hour < c.end_hour
    left join remaining r on r.series = s.id
    left join shape_hour w on w.shape = r.during and w.hour = (t.from_hour + 72) % 168
    group by all
  ),
  -- hours without demand count as well
  filled as (
    select o.rule, o.source, o.discount, t.from_hour, coalesce(d.amount, 0) as amount
    from offer o
    join source c on c.id = o.source
    join slot t on t.grain = 'hour' and t.from_hour >= c.end_hour - 720 and t.from_hour < c.end_hour
    left join demand d on d.rule = o.rule and d.source = o.source and d.from_hour = t.from_hour
  ),
  sized as (
    select rule, source, discount, list_sort(list(amount))[greatest(1, ceil(discount * count(*)))::integer] as covered
    from filled group by rule, source, discount
  )
  select
    f.rule, f.source, f.discount, s.covered, s.covered * (1 - f.discount) as promised,
    sum(f.amount) as demand, sum(least(f.amount, s.covered) - s.covered * (1 - f.discount)) as saving
  from filled f join sized s on s.rule = f.rule and s.source = f.source
  group by all order by f.source, f.rule`
