/**
 * Usage lines: every series × every slot that it lives in. Quantities are drawn as doubles and rounded once; from then
 * on money is decimal: quantity (≤ 4 decimals) × price (≤ 9) is exact.
 */
export const USAGE = `
  create table price as
  select
    s.id, s.list_price, (s.list_price * s.factor)::decimal(20, 10) as contracted_price,
    case
      when p.kind = 'spend' then round((s.list_price * s.factor)::decimal(20, 10) * 0.72, 6)::decimal(20, 10)
      else p.rate
    end as commitment_price,
    p.id as plan, p.kind, p.from_hour as plan_from, p.until_hour as plan_until
  from series s left join plan p on p.id = s.commitment;

  create table piece as
    select
      s.id, s.source, t.from_hour, t.until_hour,
      greatest(t.from_hour, s.from_hour) as a, least(t.until_hour, s.until_hour) as b
    from series s join slot t on t.from_hour < s.until_hour and t.until_hour > s.from_hour
    where s.base > 0
      and t.grain = case when s.grain = 'hour' and t.from_hour >= $cut then 'hour' else 'day' end;

  create table amount as
    select
      p.*, s.decimals,
      s.base * (w2.before - w1.before)
        * (s.start_size + (1 - s.start_size) * (p.from_hour - $start) / ($end - $start))
        * (1 + s.noise * (2 * ((hash($seed, p.id, p.from_hour) % 1000003)::double / 1000003) - 1))
        * coalesce(e.factor + e.per_day * ((p.from_hour - e.from_hour) // 24), 1) as quantity
    from piece p
    join series s on s.id = p.id
    join shape_hour w1 on w1.shape = s.shape and w1.hour = (p.a + 72) % 168
    join shape_hour w2 on w2.shape = s.shape and w2.hour = (p.a + 72) % 168 + (p.b - p.a)
    left join event e on e.series = p.id and p.from_hour >= e.from_hour and p.from_hour < e.until_hour;

  create table line as
  with counted as (
    select id, source, from_hour, until_hour, round(quantity, decimals)::decimal(18, 4) as quantity
    from amount where round(quantity, decimals) > 0
  ),
  covered as (
    select
      c.*, x.list_price, x.commitment_price, x.kind,
      case when c.from_hour >= x.plan_from and c.from_hour < x.plan_until then x.plan end as plan_id,
      -- as Azure does it: usage under a reservation carries no contracted price
      case when c.source = 'azure-ea' and plan_id is not null then 0 else x.contracted_price end as contracted_price
    from counted c join price x using (id)
  )
  select
    c.id as series, c.source, c.from_hour, c.until_hour,
    'Usage' as category, null::varchar as class, 'Usage-Based' as frequency,
    case when c.plan_id is null or c.kind = 'capacity' then s.pricing else 'Committed' end as pricing,
    c.quantity::decimal(24, 12) as quantity, true as consumed,
    c.list_price, c.contracted_price,
    (c.quantity * c.list_price)::decimal(24, 12) as list,
    (c.quantity * c.contracted_price)::decimal(24, 12) as contracted,
    (case when c.plan_id is null then c.quantity * c.contracted_price else 0 end)::decimal(24, 12) as billed,
    (case when c.plan_id is null then c.quantity * c.contracted_price else c.quantity * c.commitment_price end)
      ::decimal(24, 12) as effective,
    c.plan_id, case when c.plan_id is not null then 'Used' end as status,
    (case
      when c.plan_id is null then null
      when c.kind = 'spend' then c.quantity * c.commitment_price
      else c.quantity
    end)::decimal(24, 12) as plan_units,
    null::varchar as description, 'both' as revision
  from covered c join series s on s.id = c.id`
