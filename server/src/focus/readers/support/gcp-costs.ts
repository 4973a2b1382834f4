import { amount, rounded, sumOf } from './decimal.ts'

/** Credits that pay for usage. All the others change its price: they stay inside the row that they belong to. */
const PAYS = `(e->>'type') in ('PROMOTION', 'FREE_TIER')`
/** Discounts in return for a promise, which is charged apart. */
const COMMITS = `(e->>'type') in ('COMMITTED_USAGE_DISCOUNT', 'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE', 'SUBSCRIPTION_BENEFIT', 'FEE_UTILIZATION_OFFSET')`
const COVERS = `coalesce(${COMMITS}, false) and (e->>'type') <> 'FEE_UTILIZATION_OFFSET'`
const ALL = `json_extract(case when json_valid(credits) then credits end, '$[*]')`

/** What a line says besides its columns. */
export function gcpKinds(): string {
  return [
    `${sumOfCredits(`not coalesce(${PAYS}, false)`)} as discounts`,
    `${sumOfCredits(`not coalesce(${PAYS}, false) and not coalesce(${COMMITS}, false)`)} as price_discounts`,
    `-${sumOfCredits(COVERS)} as covered`,
    `${ALL} as all_credits`,
    `list_filter(${ALL}, lambda e: ${COVERS})[1] as commitment_credit`,
    `coalesce(regexp_matches(sku_name, '^Commitment( v[0-9]+)?( -|:)'), false) as is_fee`,
  ].join(', ')
}

/** A commitment's credit is worth what the usage that it covers costs on demand, so a smaller one covers a part. */
const ON_DEMAND_COST = amount('coalesce(default_cost, cost)')
const IS_PARTLY_COVERED = `not is_fee and coalesce(cost_type, 'regular') = 'regular' and not ${byModel('model')} and covered > 0 and covered < 0.9999 * (${ON_DEMAND_COST} + coalesce(price_discounts, 0))`

/**
 * `part` makes rows of a line: `line`, or `covered` and `rest` where a commitment covers a part of it, and the text of
 * each credit that pays. Less than 0.01 % of rest is rounding.
 */
export function gcpParts(): string {
  const own = `case when ${IS_PARTLY_COVERED} then ['covered', 'rest'] else ['line'] end`
  const paying = `list_transform(list_filter(all_credits, lambda e: coalesce(${PAYS}, false)), lambda e: e::varchar)`
  return `covered::double / ${ON_DEMAND_COST}::double as share, unnest(list_concat(${own}, ${paying})) as part`
}

/** Why a line cannot be read: its credits would be lost without a word. */
export const GCP_REJECT = `case when credits is not null and not json_valid(credits) then 'credits cannot be read: ' || left(credits, 80) when len(list_filter(all_credits, lambda e: try_cast(e->>'amount' as decimal(38, 14)) is null)) > 0 then 'a credit has no readable amount: ' || left(credits, 80) end`

const CREDIT = `(credit->>'amount')`
const NET = `case when discounts is null then cost else ${sumOf(['cost', 'discounts::varchar'])} end`
/** On demand: before commitments, after every other discount. */
const ON_DEMAND = `case when is_fee then ${NET} when price_discounts is null then coalesce(default_cost, cost) else ${sumOf(['coalesce(default_cost, cost)', 'price_discounts::varchar'])} end`
/** Only usage has a price that a list could name; a tax or a correction is what it is. */
const LIST = `case when is_fee then ${NET} when coalesce(cost_type, 'regular') = 'regular' then list_cost else coalesce(list_cost, cost) end`

/** The fee of a commitment and the credits for using it are rows apart that nothing links, so each stays where it is. */
export const GCP_COSTS = {
  BilledCost: `case when credit is not null then ${CREDIT} when part = 'covered' then '0' else ${NET} end`,
  EffectiveCost: `case when credit is not null then ${CREDIT} when part = 'covered' then '0' else ${NET} end`,
  ContractedCost: `case when credit is not null then ${CREDIT} when part = 'covered' then covered::varchar when part = 'rest' then ${sumOf([ON_DEMAND], ['covered::varchar'])} else ${ON_DEMAND} end`,
  ListCost: `case when credit is not null then ${CREDIT} else ${proRata(LIST)} end`,
}

/** The newer consumption model bills what a commitment covers apart, at its own price. */
export function byModel(model: string): string {
  return `coalesce(lower(${model}) not in ('default', 'on demand'), false)`
}

/** The covered part's share of it, and of the rest what that leaves: together they are what the line says. */
export function proRata(value: string): string {
  const covered = rounded(`${amount(value)}::double * share`)
  return `case part when 'covered' then coalesce(${covered}::varchar, ${value}) when 'rest' then coalesce((${amount(value)} - ${covered})::varchar, ${value}) else ${value} end`
}

export const BILLED_IN_USD = `case when currency = 'USD' then ${GCP_COSTS.BilledCost} when ${amount('rate')} > 0 then ${rounded(`${amount(GCP_COSTS.BilledCost)}::double / ${amount('rate')}::double`)}::varchar end`

function sumOfCredits(condition: string): string {
  return `list_sum(list_transform(list_filter(${ALL}, lambda e: ${condition}), lambda e: try_cast(e->>'amount' as decimal(38, 14))))`
}
