/** Machines bill by time, which has no tiers. */
const TIME_UNIT = `'^([0-9]+ )?(hours?|hrs?|h|minutes?|mins?|days?|months?|(instance|vm|node|vcpu|core|dbu)[- ]?(hours?|hrs?))$'`
/** Words by which a bill names a tier. */
const TIER_WORDS = `'free tier|\\bfirst [0-9]|\\bnext [0-9]|\\bover [0-9]|\\bbeyond|greater than|up to [0-9]|\\btiers?\\b|/ month (free|of data)'`
/** A tier holds at least so much of a month's quantity; less is the rounding of small lines. */
const LEAST_SHARE = 0.01
/** Prices that are closer than this are one price, rounded. */
const APART = 1.02

/**
 * Table `tier_price`: SKUs whose lines have more than one price in a month because the month's quantity passes through
 * tiers: `provider`, `billing_account`, `currency`, `service`, `sku`, `usage_type`, `region`, `unit` text, `month` date,
 * `tiers` integer, and `margin_price` double, EffectiveCost a unit of the highest tier that the payer reached in the month
 * with the most usage. A price of 0 is a free tier and no price. Prices are tiers where the bill says so, or where each
 * begins when the one before ends; prices side by side (an account with a discount of its own) are none.
 * Source: finops guide §5, Base.
 */
export const TIER_PRICE = `
  create or replace temp table tier_price as
  with line as (
    select provider, billing_account, currency, service, sku, usage_type, region, unit, recent, start_at, end_at, quantity,
      effective::double as cost, date_trunc('month', day)::date as month, effective::double / quantity as price,
      regexp_matches(lower(concat_ws(' ', description, meter)), ${TIER_WORDS}) as worded
    from usage_line
    where charge_category = 'Usage' and charge_class is null and commitment_status is null
      and coalesce(pricing_category, 'Standard') = 'Standard' and quantity > 0 and effective >= 0
      and not regexp_matches(lower(coalesce(unit, '')), ${TIME_UNIT})
  ),
  priced as (
    select * exclude (recent, start_at, end_at, quantity, cost, price, worded),
      case when price > 0 then round(price, 2 - floor(log10(price))::integer) else 0 end as rounded,
      sum(quantity) as quantity, sum(cost) as cost, min(start_at) as first_at, max(end_at) as last_at,
      bool_or(recent) as recent, bool_or(worded) as worded
    from line
    group by all
  ),
  shared as (
    select *, quantity / sum(quantity) over by_month as share, bool_or(recent) over by_month as month_recent,
      sum(quantity) over by_month as month_quantity
    from priced
    window by_month as (partition by provider, billing_account, currency, service, sku, usage_type, region, unit, month)
  ),
  tier as (
    select *, lag(last_at) over in_order as earlier_last
    from shared
    where share >= ${LEAST_SHARE} and month_recent
    window in_order as (
      partition by provider, billing_account, currency, service, sku, usage_type, region, unit, month
      order by first_at, rounded desc)
  ),
  month_tier as (
    select provider, billing_account, currency, service, sku, usage_type, region, unit, month,
      count(*)::integer as tiers, any_value(month_quantity) as month_quantity,
      bool_or(worded) or bool_and(earlier_last is null or earlier_last <= first_at + interval 1 day) as in_turn,
      arg_max(cost / quantity, (first_at, -rounded)) filter (where cost > 0) as margin_price,
      max(rounded) as dearest, min(rounded) as cheapest
    from tier
    group by all
  )
  select provider, billing_account, currency, service, sku, usage_type, region, unit, month, tiers, margin_price
  from month_tier
  where tiers > 1 and in_turn and margin_price > 0 and dearest > ${APART} * cheapest
  qualify row_number() over (
    partition by provider, billing_account, currency, service, sku, usage_type, region, unit
    order by month_quantity desc, month desc) = 1
`
