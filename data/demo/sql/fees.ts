/** Support, tax, credits and a refund, computed from the lines; and the first version of a month that was restated. */
export const FEES = `
  create macro day_of(hour) as (date '1970-01-01' + (hour // 24)::integer);
  create macro hour_of(day) as ((day::date - date '1970-01-01') * 24)::integer;
  create macro month_of(hour) as date_trunc('month', day_of(hour))::date;

  insert into line
  select
    s.id, s.source, hour_of(m.month), hour_of(m.month + interval 1 month), 'Purchase', null, 'Recurring', 'Standard',
    m.usage, false, s.list_price, s.list_price, m.usage * s.list_price, m.usage * s.list_price,
    m.usage * s.list_price, m.usage * s.list_price, null, null, null, null, 'both'
  from series s join (
    select l.source, month_of(l.from_hour) as month, round(sum(l.billed), 2)::decimal(14, 4) as usage
    from line l join series x on x.id = l.series
    where x.publisher is null and l.category = 'Usage'
    group by all
  ) m on m.source = s.source
  where s.service = 'awsSupport';

  insert into line
  select
    s.id, s.source, hour_of(m.month), hour_of(m.month + interval 1 month), 'Purchase', null, 'Recurring', 'Standard',
    1, false, s.list_price, s.list_price, s.list_price, s.list_price, s.list_price, s.list_price,
    null, null, null, null, 'both'
  from series s
  join (select distinct source, month_of(from_hour) as month from line) m on m.source = s.source
  where s.service = 'azureSupport';

  insert into line
  select
    s.id, s.source, d.from_hour, d.from_hour + 24, 'Credit', null, 'One-Time', null, null, false, null, null,
    d.amount, d.amount, d.amount, d.amount, null, null, null,
    'AWS Activate credits, expiring ' || strftime($credits_end::date, '%Y-%m-%d'), 'both'
  from series s join (
    select l.source, (l.from_hour // 24) * 24 as from_hour,
      -round(sum(l.billed) * 0.35, 2)::decimal(24, 12) as amount
    from line l where l.category = 'Usage' group by all
  ) d on d.source = s.source
  where s.meter = 'AWS Activate credit' and d.amount < 0;

  insert into line
  select
    s.id, s.source, h.from_hour, h.from_hour + 24, 'Usage', 'Correction', 'One-Time', 'Standard', null, false,
    null, null, -4812.5, -4812.5, -4812.5, -4812.5, null, null, null, s.meter, 'final'
  from series s, (select hour_of($restated::date) + 19 * 24 as from_hour) h
  where s.meter like 'SLA credit%';

  insert into line
  select
    l.series, l.source, l.from_hour, l.until_hour, l.category, l.class, l.frequency, l.pricing,
    q.quantity, l.consumed, l.list_price, l.contracted_price,
    q.quantity * l.list_price, q.quantity * l.contracted_price, q.quantity * l.contracted_price,
    q.quantity * l.contracted_price, null, null, null, null, 'original'
  from line l
  join series s on s.id = l.series,
  lateral (select round(l.quantity * 0.8, 0)::decimal(14, 4) as quantity) q
  where l.source = 'aws-main' and (s.service = 'claude' or s.usage_type = 'DataTransfer-Out-Bytes')
    and l.from_hour >= hour_of($restated::date) + 17 * 24 and l.from_hour < hour_of($restated::date) + 28 * 24;

  update line set revision = 'final'
  from (select series, from_hour from line where revision = 'original') o
  where line.series = o.series and line.from_hour = o.from_hour and line.revision = 'both';

  insert into line
  select
    s.id, s.source, hour_of(m.month), hour_of(m.month + interval 1 month), 'Tax', null, 'Recurring', null, null, false,
    null, null, m.tax, m.tax, m.tax, m.tax, null, null, null, s.meter, 'both'
  from series s join (
    select x.id, month_of(l.from_hour) as month,
      round(sum(l.billed) * (x.details::json ->> 'rate')::decimal(4, 2), 2)::decimal(24, 12) as tax
    from line l join series x on x.source = l.source and x.service = 'tax'
    group by x.id, x.details, month
  ) m on m.id = s.id
  where m.tax > 0`
