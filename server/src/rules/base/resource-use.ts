/** Words by which people name what is not production, and what is. */
const NON_PROD = `(^|[^a-z])(dev|develop|development|test|testing|tst|qa|uat|stage|staging|stg|sandbox|sbx|nonprod|non-prod|lab|demo|playground|scratch|research)([^a-z]|$)`
const PROD = `(^|[^a-z])(prod|production|prd|live)([^a-z]|$)`

/** SQL: `prod`, `nonprod` or null, by the env tag first and then by names. */
export function envClassSql(...texts: readonly string[]): string {
  const cases = texts.flatMap((text) => [
    `when regexp_matches(lower(${text}), '${NON_PROD}') then 'nonprod'`,
    `when regexp_matches(lower(${text}), '${PROD}') then 'prod'`,
  ])
  return `case ${cases.join(' ')} end`
}

/**
 * Table `resource_use`: what each resource used of each price over the 30-day window, Usage lines only, corrections
 * excluded. Lines without a resource id stand as `resource` null.
 * - the text columns of `usage_line` from `provider` to `details`, `pricing_category`, `commitment_status`,
 *   `commitment_id`, `currency`, `unit`, `env`, and `env_class` (`prod`, `nonprod` or null)
 * - `team` text as the facts know it
 * - `cost`, `list_cost`, `contracted_cost` decimal(38,14): scaled to 30 days where history is shorter
 * - `quantity`, `priced_quantity` double: scaled likewise; `unit_price` double: cost ÷ quantity, null at 0
 * - `margin_cost` double: the same quantity at the price of the last tier that the payer reached (`tier_price`); the cost
 *   where the SKU has one price
 * - `hours` double: hours with usage, scaled; `days` integer: days with usage; `first_day`, `last_day` date; `idle_days`
 *   integer: complete days since the last usage
 */
export const RESOURCE_USE = `
  create or replace temp table resource_use as
  with used as (
    select line.provider, line.billing_account, sub_account, any_value(sub_account_name) as sub_account_name, service,
      any_value(service_code) as service_code, any_value(service_category) as service_category, region, resource,
      any_value(resource_name) as resource_name, any_value(resource_type) as resource_type, sku, meter, usage_type,
      operation, any_value(description) as description, any_value(details) as details, pricing_category,
      commitment_status, commitment_id, currency, unit, max(env) as env,
      sum(effective) as cost, sum(list) as list_cost, sum(contracted) as contracted_cost,
      sum(quantity) as quantity, sum(priced_quantity) as priced_quantity,
      count(distinct day)::integer as days, min(day) as first_day, max(day) as last_day,
      sum(hours) filter (where quantity > 0) as line_hours, count(distinct start_at) as starts,
      max(hours) as longest, any_value(window_days) as window_days, any_value(end_day) as end_day
    from (
      select usage_line.*, rule_window.window_days, rule_window.end_day
      from usage_line
      join rule_window using (provider, billing_account)
      where recent and charge_category = 'Usage' and charge_class is null
    ) as line
    group by line.provider, line.billing_account, sub_account, service, region, resource, sku, meter, usage_type,
      operation, pricing_category, commitment_status, commitment_id, currency, unit
  )
  select used.* exclude (cost, list_cost, contracted_cost, quantity, priced_quantity, line_hours, starts, longest,
      window_days, end_day),
    ${envClassSql('env', 'resource_name', 'sub_account_name', 'used.resource')} as env_class,
    owner.team,
    (cost * 30 / window_days)::decimal(38, 14) as cost,
    (list_cost * 30 / window_days)::decimal(38, 14) as list_cost,
    (contracted_cost * 30 / window_days)::decimal(38, 14) as contracted_cost,
    quantity * 30 / window_days as quantity,
    priced_quantity * 30 / window_days as priced_quantity,
    case when quantity > 0 then cost::double / quantity end as unit_price,
    case when tier.margin_price is null or commitment_status is not null
        or coalesce(pricing_category, 'Standard') <> 'Standard' then cost::double * 30 / window_days
      else quantity * tier.margin_price * 30 / window_days end as margin_cost,
    least(line_hours, starts * longest) * 30 / window_days as hours,
    (end_day - 1 - last_day)::integer as idle_days
  from used
  left join resource_owner as owner
    on owner.provider = used.provider and owner.resource = used.resource
  left join tier_price as tier
    on tier.provider = used.provider and tier.billing_account = used.billing_account and tier.currency = used.currency
      and tier.service is not distinct from used.service and tier.sku is not distinct from used.sku
      and tier.usage_type is not distinct from used.usage_type and tier.region is not distinct from used.region
      and tier.unit is not distinct from used.unit
`

/** Table `resource_owner`: `provider, resource, team, first_seen` by the facts of all history. */
export const RESOURCE_OWNER = `
  create or replace temp table resource_owner as
  select provider, resource, arg_max(team, day) filter (where team is not null) as team, min(day) as first_seen
  from cost_fact
  where resource is not null and charge_category = 'Usage'
  group by provider, resource
`

/**
 * Table `resource_month`: one row a resource over the same window.
 * - `provider, billing_account, sub_account, sub_account_name, service, region, resource, resource_name, resource_type,
 *   env, env_class, team, currency`
 * - `cost` decimal: 30 days of everything that bills under its id; `standard_cost`, `spot_cost`, `covered_cost` decimal:
 *   of these on demand, on spot, and covered by commitments
 * - `first_seen` date: first usage in all history; `last_day` date; `age_days`, `days` integer; `idle_days` integer: days
 *   since its last usage, so that what is gone already can be left out
 */
export const RESOURCE_MONTH = `
  create or replace temp table resource_month as
  select provider, billing_account, any_value(sub_account) as sub_account,
    any_value(sub_account_name) as sub_account_name, arg_max(service, cost) as service,
    arg_max(region, cost) as region, resource, any_value(resource_name) as resource_name,
    any_value(resource_type) as resource_type, max(env) as env, arg_max(env_class, cost) as env_class,
    any_value(resource_use.team) as team, currency,
    sum(cost) as cost,
    coalesce(sum(cost) filter (where pricing_category = 'Standard' and commitment_status is null), 0) as standard_cost,
    coalesce(sum(cost) filter (where pricing_category = 'Dynamic'), 0) as spot_cost,
    coalesce(sum(cost) filter (where commitment_status = 'Used'), 0) as covered_cost,
    any_value(resource_owner.first_seen) as first_seen, max(resource_use.last_day) as last_day,
    max(resource_use.days) as days,
    (any_value(rule_window.end_day) - 1 - any_value(coalesce(resource_owner.first_seen, resource_use.first_day)))::integer
      + 1 as age_days,
    (any_value(rule_window.end_day) - 1 - max(resource_use.last_day))::integer as idle_days
  from resource_use
  join rule_window using (provider, billing_account)
  left join resource_owner using (provider, resource)
  where resource is not null
  group by provider, billing_account, resource, currency
`
