import { amount, rounded, sumOf } from './decimal.ts'

/** Credits that pay for usage. All the others change its price: they stay inside the row that they belong to. */
const PAYS = `(e->>'type') in ('PROMOTION', 'FREE_TIER')`
/** Discounts in return for a promise, which is charged apart. */
const COMMITS = `(e->>'type') in ('COMMITTED_USAGE_DISCOUNT', 'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE', 'SUBSCRIPTION_BENEFIT', 'FEE_UTILIZATION_OFFSET')`
const ALL = `json_extract(case when json_valid(credits) then credits end, '$[*]')`

/** What a line says besides its columns; `parts` are the credits that become rows of their own, and null for the line. */
export function gcpKinds(): string {
  return [
    `${sumOfCredits(`not coalesce(${PAYS}, false)`)} as discounts`,
    `${sumOfCredits(`not coalesce(${PAYS}, false) and not coalesce(${COMMITS}, false)`)} as price_discounts`,
    `${ALL} as all_credits`,
    `list_filter(${ALL}, lambda e: coalesce(${COMMITS}, false) and (e->>'type') <> 'FEE_UTILIZATION_OFFSET')[1] as commitment_credit`,
    `unnest(list_concat([null::varchar], list_transform(list_filter(${ALL}, lambda e: coalesce(${PAYS}, false)), lambda e: e::varchar))) as credit`,
    `coalesce(regexp_matches(sku_name, '^Commitment( v[0-9]+)?( -|:)'), false) as is_fee`,
  ].join(', ')
}

/** Why a line cannot be read: its credits would be lost without a word. */
export const GCP_REJECT = `case when credits is not null and not json_valid(credits) then 'credits cannot be read: ' || left(credits, 80) when len(list_filter(all_credits, lambda e: try_cast(e->>'amount' as decimal(38, 14)) is null)) > 0 then 'a credit has no readable amount: ' || left(credits, 80) end`

const CREDIT = `(credit->>'amount')`
const NET = `case when discounts is null then cost else ${sumOf(['cost', 'discounts::varchar'])} end`
/** On demand: before commitments, after every other discount. */
const ON_DEMAND = `case when is_fee then ${NET} when price_discounts is null then coalesce(default_cost, cost) else ${sumOf(['coalesce(default_cost, cost)', 'price_discounts::varchar'])} end`

/** The fee of a commitment and the credits for using it are rows apart that nothing links, so each stays where it is. */
export const GCP_COSTS = {
  BilledCost: `case when credit is not null then ${CREDIT} else ${NET} end`,
  EffectiveCost: `case when credit is not null then ${CREDIT} else ${NET} end`,
  ContractedCost: `case when credit is not null then ${CREDIT} else ${ON_DEMAND} end`,
  ListCost: `case when credit is not null then ${CREDIT} when is_fee then ${NET} else coalesce(list_cost, cost) end`,
}

export const BILLED_IN_USD = `case when currency = 'USD' then ${GCP_COSTS.BilledCost} when ${amount('rate')} > 0 then ${rounded(`${amount(GCP_COSTS.BilledCost)}::double / ${amount('rate')}::double`)}::varchar end`

function sumOfCredits(condition: string): string {
  return `list_sum(list_transform(list_filter(${ALL}, lambda e: ${condition}), lambda e: try_cast(e->>'amount' as decimal(38, 14))))`
}
