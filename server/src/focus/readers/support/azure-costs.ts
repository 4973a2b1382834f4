import { double, isZero, rounded } from './decimal.ts'

/**
 * What kind of line it is. `covered` and `unused` belong to a commitment (reservation or savings plan), `fee` buys or
 * returns one. Lines of old exports have no charge type: they are usage.
 */
export function azureKinds(): string {
  const charge = `lower(coalesce(charge_type, 'Usage'))`
  const committed = `(lower(pricing_model) in ('reservation', 'savingsplan') or (benefit is not null and coalesce(lower(pricing_model), '') not in ('ondemand', 'spot')))`
  return `${charge} as charge, case when ${charge} like 'unused%' then 'unused' when ${charge} = 'usage' and ${committed} then 'covered' when ${charge} in ('purchase', 'refund') and (${committed} or ${NAMES_COMMITMENT}) then 'fee' else 'other' end as kind, ${FOLDED_LOCATION} as folded_location, ${UNIT_WORDS} as unit_words, ${BLOCK} as block`
}

/** Some purchases say in words alone that they are a reservation (`Reserved VM Instance, Standard_D2s_v3, …`). */
const NAMES_COMMITMENT = `(coalesce(lower(publisher_type), '') <> 'marketplace' and regexp_matches(lower(concat_ws(' ', order_name, product, meter_category)), 'reserved |reservation|savings plan'))`

/**
 * Only amortized cost has rows of unused commitments, or usage under a commitment that costs something. Where a file has
 * no commitments at all the two data sets are the same, and it is taken as actual. Aggregate over the lines of a file.
 */
export const AMORTIZED_EVIDENCE = `coalesce(bool_or(kind = 'unused' or (kind = 'covered' and not ${isZero('cost')})), false)`

/** From the pricing to the billing currency; 1 where they are the same or the export has one currency only. */
export const RATE = `case when pricing_currency is null or pricing_currency = currency then 1.0 else ${double('exchange_rate')} end`

/**
 * Billed comes from actual, effective from amortized. Usage under a commitment costs 0 in actual, where what it uses of
 * the commitment is unknown.
 */
export const AZURE_COSTS = {
  BilledCost: `case when kind = 'unused' or (kind = 'covered' and dataset = 'amortized') then '0' else cost end`,
  EffectiveCost: `case when kind = 'fee' then '0' when kind = 'covered' and dataset = 'actual' then null else cost end`,
  ContractedCost: costAt('unit_price', 'null'),
  ListCost: costAt('list_price', 'list_cost'),
}

/** `both` counts always, `alone` only where the sibling data set is absent, which has the row better. */
export const AZURE_PART = `case when (kind in ('covered', 'unused')) = (dataset = 'amortized') then 'both' else 'alone' end`

/**
 * `price_block`: by what price × quantity is to be divided. Prices are per block of the unit of measure (`100 Hours`) in
 * some exports and per unit of the quantity in others, whatever the unit says, so the row itself decides: by which of
 * the two is nearer to what it paid for one of its quantity. Under a commitment that is less than the price, never more.
 * `in_blocks`: the quantity counts blocks. Where the price says so, `10K` and numbers alone do, hours and GB do not.
 */
export function azurePrices(): string {
  const known = (price: string) => `nullif(${double(price)}, 0)`
  const price = `coalesce(${['unit_price', 'list_price', 'effective_price'].map(known).join(', ')})`
  const paid = `coalesce(${known('cost')} / ${known('quantity')} / nullif(${RATE}, 0), ${known('effective_price')})`
  const limit = `case when kind = 'covered' then 0.9 * block else sqrt(block) end`
  const perBlock = `coalesce(abs(${price} / ${paid}) > ${limit}, not ${IS_COUNT})`
  return `case when block = 1 then 1 when ${perBlock} then block else 1 end as price_block, case when block = 1 or ${perBlock} then false else ${IS_COUNT} end as in_blocks`
}

/** A price of 0 beside a cost, or on usage under a commitment, is no price: it is left out of such rows. */
export function knownPrice(price: string): string {
  return `case when kind in ('unused', 'fee') or (${isZero(price)} and (kind = 'covered' or not ${isZero('cost')})) then null else ${price} end`
}

/** In the billing currency; prices are in the pricing currency. */
function costAt(price: string, given: string): string {
  const product = `${rounded(`${double(knownPrice(price))} * ${double('quantity')} / price_block * ${RATE}`)}::varchar`
  const known =
    given === 'null'
      ? product
      : `coalesce(case when ${isZero(given)} and not ${isZero('cost')} then null else ${given} end, ${product})`
  return `case when kind = 'unused' then '0' when kind = 'fee' or charge <> 'usage' then cost else ${known} end`
}

const FOLDED_LOCATION = `regexp_replace(lower(location), '[^a-z0-9]', '', 'g')`

const IS_COUNT = `coalesce(regexp_matches(unit, '^[0-9]+ ?([KMB]( .*)?)?(/.*)?$'), false)`
const NUMBER = `regexp_extract(unit, '^([0-9]+)', 1)`
const LETTER = `regexp_extract(unit, '^[0-9]+([KMB])( |/|$)', 1)`
const BLOCK = `case when unit = '10000s' then 1 else coalesce(nullif(try_cast(${NUMBER} as double), 0), 1) * case ${LETTER} when 'K' then 1000 when 'M' then 1000000 when 'B' then 1000000000 else 1 end end`
const UNIT_WORDS = `trim(regexp_replace(replace(lower(regexp_replace(unit, '^[0-9]+([KMB]( |/|$))?', '\\2')), chr(160), ' '), ' +', ' ', 'g'))`
