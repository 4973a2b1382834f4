/** Predictions served a day, by team: the business volume under unit costs. */
export const UNITS = `
  select
    day_of(h) as day, 'predictions' as unit, t.team,
    round(t.size * (0.55 + 0.45 * (h - $start) / ($end - $start)) * case when (h // 24 + 3) % 7 < 5 then 1.1 else 0.75 end
      * (0.94 + 0.12 * (hash($seed, t.team, h) % 1000003)::double / 1000003))::bigint as quantity
  from range($start::bigint, $end::bigint, 24) as days(h)
  cross join (values
    ('perception', 1400000), ('robotics-core', 430000), ('navigation', 640000), ('storefront', 2300000),
    ('payments', 1460000), ('support-insights', 58000), ('voice', 410000), ('simulation', 180000),
    ('ml-platform', 740000)
  ) as t(team, size)`

/** Dollars for a euro, one a day. */
export const RATES = `
  select
    day_of(h) as day, 'EUR' as "from", 'USD' as "to",
    (1.08 + 0.07 * (h - $start) / ($end - $start)
      + 0.01 * (hash($seed, 'rate', h) % 1000003)::double / 1000003)::decimal(9, 4) as rate
  from range($start::bigint, $end::bigint, 24) as days(h)`

/** One invoice a payer and closed month; the last one of the EA differs from its lines. */
export const INVOICES = `
  select
    invoice_id, billing_account_id, strftime(month, '%Y-%m') as billing_period, currency,
    (billed + case when source = 'azure-ea' and month = $differs::date then 412.5 else 0 end)::decimal(18, 2) as amount
  from (
    select
      "InvoiceId" as invoice_id, "BillingAccountId" as billing_account_id, demo_month as month,
      "BillingCurrency" as currency, demo_source as source, round(sum("BilledCost"), 2) as billed
    from focus_line
    where demo_revision in ('both', 'final') and demo_month < $open::date
    group by all
  )`
