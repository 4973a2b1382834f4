/**
 * Fees and unused hours of commitments. A spend plan without a size is sized here so that its utilisation comes true;
 * then, slot by slot: unused = promised − used, so that Σ used + Σ unused = Σ fees to the last digit.
 */
export const COMMITMENTS = `
  update plan set units = (
    select
      (ceil(sum(l.plan_units)::double / plan.utilisation / (max(l.until_hour) - min(l.from_hour)) * 1000) / 1000)
        ::decimal(20, 10)
    from line l where l.plan_id = plan.id
  ) where units is null;

  create table plan_slot as
  select
    p.id, p.source, p.kind, p.owner, p.rate, t.from_hour, t.until_hour,
    ((t.until_hour - t.from_hour) * p.units)::decimal(24, 12) as promised,
    coalesce((
      select sum(l.plan_units) from line l
      where l.plan_id = p.id and l.from_hour >= t.from_hour and l.from_hour < t.until_hour
    ), 0)::decimal(24, 12) as used
  from plan p
  join source s on s.id = p.source
  join slot t
    on t.from_hour >= p.from_hour and t.until_hour <= p.until_hour and t.until_hour <= s.end_hour
    and t.grain = case when t.from_hour >= $cut then 'hour' else 'day' end;

  insert into line
  select
    owner, source, from_hour, until_hour, 'Usage', null, 'Usage-Based',
    case when kind = 'capacity' then 'Standard' else 'Committed' end,
    promised - used, false, rate, rate,
    ((promised - used)::decimal(18, 6) * rate)::decimal(24, 12),
    ((promised - used)::decimal(18, 6) * rate)::decimal(24, 12),
    0, ((promised - used)::decimal(18, 6) * rate)::decimal(24, 12), id, 'Unused',
    promised - used, 'Unused hours of ' || id, 'both'
  from plan_slot where kind <> 'spend' and promised > used;

  insert into line
  select
    owner, source, from_hour, until_hour, 'Usage', null, 'Usage-Based', 'Committed',
    promised - used, false, 1, 1, promised - used, promised - used, 0, promised - used, id, 'Unused',
    promised - used, 'Unused hours of ' || id, 'both'
  from plan_slot where kind = 'spend' and promised > used;

  insert into line
  select
    owner, source, day_hour, day_hour + 24, 'Purchase', null, 'Recurring', 'Standard', quantity, false, rate, rate,
    (quantity * rate)::decimal(24, 12), (quantity * rate)::decimal(24, 12), (quantity * rate)::decimal(24, 12), 0,
    id, null, quantity, null, 'both'
  from (
    select d.owner, d.source, d.id, d.rate, (d.from_hour // 24) * 24 as day_hour,
      sum(d.promised)::decimal(18, 4) as quantity
    from plan_slot d semi join (select id from plan where not upfront) p on p.id = d.id
    group by all
  );

  insert into line
  select
    owner, source, from_hour, from_hour + 24, 'Purchase', null, 'One-Time', 'Standard',
    (units * (until_hour - from_hour))::decimal(18, 4), false, rate, rate,
    ((units * (until_hour - from_hour))::decimal(18, 4) * rate)::decimal(24, 12),
    ((units * (until_hour - from_hour))::decimal(18, 4) * rate)::decimal(24, 12),
    ((units * (until_hour - from_hour))::decimal(18, 4) * rate)::decimal(24, 12), 0, id, null,
    (units * (until_hour - from_hour))::decimal(18, 4), null, 'both'
  from plan where upfront`
