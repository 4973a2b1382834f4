import { COMMITMENT_FAMILY, COMMITMENT_PROGRAM } from '../queries/commitment-programs.ts'

/** The on-demand price of a SKU is looked for up to 90 days before and behind the range. */
const NEAR = 'day >= $start::date - 90 and day < $end::date + 90'

/** Machines and databases by the hour whose usage type is missing or one word, as in bills without the cloud's own names. */
const UNTOLD = `service_category in ('Compute', 'Databases') and lower(coalesce(consumed_unit, '')) in ('hour', 'hours', 'hrs')
      and regexp_full_match(coalesce(usage_type, ''), '[A-Za-z]*')`

/**
 * CTEs `line` and `priced` over cost_fact: usage that commitments cover, could cover, or left unused, corrections excluded.
 * `where` is the SQL condition of the question and `priceDays` that of the days on which prices on demand are looked for;
 * `$blocks` (JSON list of the ids of capacity blocks) is bound. Of `priced`:
 * - `paid` text: `used`, `unused`, `spot`, `on_demand` (of a kind that commitments are sold for), `untold` (by the hour, but
 *   without a usage type that tells whether they are), `block` and
 *   `block_unused` (capacity paid ahead, which takes nothing off a price)
 * - `program`, `family` text of what is on demand
 * - `equivalent` double: at on-demand prices. ContractedCost; where that is 0 or null the price of the same SKU on demand ×
 *   quantity, else ListCost; of usage on demand else its own cost; null where nothing is known. Source: finops §4
 * - `exact` boolean: it is ContractedCost
 * - `list_equivalent` double: ListCost, else the same
 */
export function pricedLines(where: string, priceDays = NEAR): string {
  return `
  line as materialized (
    select day, currency, provider, billing_account, sub_account, sub_account_name, team, service, service_category, region, sku, usage_type,
      consumed_unit, commitment_id, effective, contracted, list, consumed_quantity,
      commitment_id in (select unnest(from_json($blocks, '["varchar"]'))) as is_block,
      case when commitment_status = 'Used' then 'used' when commitment_status = 'Unused' then 'unused'
        when pricing_category = 'Dynamic' then 'spot' when pricing_category = 'Standard' then 'on_demand' end as paid_by
    from cost_fact
    where ${where}
      and charge_category = 'Usage' and charge_class is null
      and (commitment_status in ('Used', 'Unused') or pricing_category in ('Standard', 'Dynamic'))
  ),
  kind as materialized (
    select *, ${COMMITMENT_PROGRAM} as program, ${UNTOLD} as is_untold, nullif(${COMMITMENT_FAMILY}, '') as family
    from (
      select distinct provider, service, service_category, usage_type, consumed_unit, usage_type as meter, null::varchar as description,
        consumed_unit as unit
      from line
      where paid_by in ('on_demand', 'used')
    )
  ),
  sku_price as (
    select provider, billing_account, currency, sku, consumed_unit,
      sum(contracted)::double / sum(consumed_quantity)::double as price
    from cost_fact
    where ${priceDays}
      and charge_category = 'Usage' and charge_class is null and commitment_status is null
      and pricing_category = 'Standard' and contracted > 0 and consumed_quantity > 0
      and sku in (select sku from line where coalesce(contracted, 0) = 0)
    group by all
  ),
  priced as materialized (
    select line.* exclude (paid_by, is_block),
      case when is_block and paid_by = 'used' then 'block' when is_block and paid_by = 'unused' then 'block_unused'
        when paid_by = 'on_demand' and kind.program is null then 'untold' else paid_by end as paid,
      kind.program, kind.family,
      coalesce(line.contracted, 0) <> 0 as exact,
      coalesce(nullif(line.contracted, 0)::double, sku_price.price * nullif(line.consumed_quantity, 0)::double,
        nullif(line.list, 0)::double, case when paid_by in ('on_demand', 'spot') then line.effective::double end) as equivalent,
      coalesce(nullif(line.list, 0)::double, nullif(line.contracted, 0)::double,
        sku_price.price * nullif(line.consumed_quantity, 0)::double,
        case when paid_by in ('on_demand', 'spot') then line.effective::double end) as list_equivalent
    from line
    left join kind on kind.provider = line.provider and kind.service is not distinct from line.service
      and kind.service_category is not distinct from line.service_category
      and kind.usage_type is not distinct from line.usage_type and kind.consumed_unit is not distinct from line.consumed_unit
    left join sku_price on sku_price.provider = line.provider and sku_price.billing_account = line.billing_account
      and sku_price.currency = line.currency and sku_price.sku = line.sku and sku_price.consumed_unit is not distinct from line.consumed_unit
    where paid_by <> 'on_demand' or kind.program is not null or kind.is_untold
  )`
}
