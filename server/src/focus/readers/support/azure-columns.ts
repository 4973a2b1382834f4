import { AZURE_COSTS, AZURE_PART, knownPrice, RATE } from './azure-costs.ts'
import { dayText } from './dates.ts'
import { double, rounded } from './decimal.ts'
import { enumValues } from './enums.ts'
import { foldValues } from './sql.ts'

/** FOCUS columns over one line joined with its region, unit and service. */
export function azureColumns(): Record<string, string> {
  return { ...ACCOUNT, ...CHARGE, ...COMMITMENT, ...PRICES, ...PRODUCT, ...OWN }
}

const DAY = dayText('day', 'date_order')
const MONTH = `coalesce(strftime(date_trunc('month', try_cast(${DAY} as timestamp)), '%Y-%m-%dT00:00:00Z'), day)`
const NEXT_MONTH = `strftime(date_trunc('month', try_cast(${DAY} as timestamp)) + interval 1 month, '%Y-%m-%dT00:00:00Z')`
const BENEFIT = `case when kind = 'fee' then lower(coalesce(benefit, order_id)) when kind <> 'other' then lower(benefit) end`
const IS_USAGE = `(charge = 'usage' or kind = 'unused')`

/** A Microsoft Customer Agreement (its account has a colon) bills by profile, which is the account of its FOCUS exports. */
const BY_PROFILE = `(profile is not null and (billing_account is null or billing_account like '%:%'))`

const ACCOUNT = {
  // Exports of a subscription or of pay-as-you-go do not name the billing account.
  BillingAccountId: `case when ${BY_PROFILE} then profile else coalesce(billing_account, subscription) end`,
  BillingAccountName: `case when ${BY_PROFILE} then coalesce(profile_name, billing_account_name) else billing_account_name end`,
  BillingAccountType: `case when ${BY_PROFILE} then 'Billing Profile' when billing_account is not null then 'Billing Account' when subscription is not null then 'Subscription' end`,
  SubAccountId: 'subscription',
  SubAccountName: 'subscription_name',
  SubAccountType: `case when subscription is not null then 'Subscription' end`,
  BillingCurrency: 'currency',
  BillingPeriodStart: `coalesce(${dayText('period_start', 'date_order')}, ${MONTH})`,
  BillingPeriodEnd: `coalesce(${dayText('period_end', 'date_order', 1)}, ${NEXT_MONTH})`,
  InvoiceId: 'invoice',
  InvoiceIssuerName: `'Microsoft'`,
  ProviderName: `'Microsoft'`,
  PublisherName: `coalesce(publisher, case when lower(publisher_type) = 'marketplace' then null else 'Microsoft' end)`,
}

const CHARGE = {
  ...AZURE_COSTS,
  ChargePeriodStart: DAY,
  ChargePeriodEnd: dayText('day', 'date_order', 1),
  ChargeCategory: `case when ${IS_USAGE} then 'Usage' when charge in ('purchase', 'refund') then 'Purchase' when charge = 'tax' then 'Tax' when charge = 'credit' then 'Credit' else 'Adjustment' end`,
  ChargeClass: `case when charge = 'refund' then 'Correction' end`,
  ChargeDescription: 'coalesce(product, order_name, meter_name)',
  ChargeFrequency: `coalesce(${foldValues('frequency', enumValues('ChargeFrequency') ?? {})}, case when charge in ('purchase', 'refund') then 'One-Time' else 'Usage-Based' end)`,
}

const COMMITMENT = {
  CommitmentDiscountId: BENEFIT,
  CommitmentDiscountName: `case when kind <> 'other' then benefit_name end`,
  CommitmentDiscountCategory: `case when ${BENEFIT} is null then null when ${BENEFIT} like '%billingbenefits%' or lower(pricing_model) = 'savingsplan' or charge = 'unusedsavingsplan' then 'Spend' else 'Usage' end`,
  CommitmentDiscountType: `case when ${BENEFIT} is null then null when ${BENEFIT} like '%billingbenefits%' or lower(pricing_model) = 'savingsplan' or charge = 'unusedsavingsplan' then 'Savings Plan' else 'Reservation' end`,
  CommitmentDiscountStatus: `case when ${BENEFIT} is null then null when kind = 'unused' then 'Unused' when kind = 'covered' then 'Used' end`,
}

const PRICES = {
  ContractedUnitPrice: inBillingCurrency(`case when charge = 'usage' then ${knownPrice('unit_price')} end`),
  ListUnitPrice: inBillingCurrency(`case when charge = 'usage' then ${knownPrice('list_price')} end`),
  PricingCategory: `case when kind in ('covered', 'unused') then 'Committed' when charge = 'usage' and (lower(pricing_model) = 'spot' or (pricing_model is null and meter_name like '% Spot%')) then 'Dynamic' when charge in ('usage', 'purchase', 'refund') then 'Standard' end`,
  PricingCurrency: 'coalesce(pricing_currency, currency)',
  PricingQuantity: `case when ${IS_USAGE} or charge = 'purchase' then case when price_block = 1 then quantity else coalesce(${rounded(`${double('quantity')} / price_block`)}::varchar, quantity) end end`,
  PricingUnit: `case when ${IS_USAGE} or charge = 'purchase' then case when price_block = block or in_blocks then unit else coalesce(azure_unit.single, unit) end end`,
  ConsumedQuantity: `case when charge = 'usage' then case when in_blocks then coalesce(${rounded(`${double('quantity')} * block`)}::varchar, quantity) else quantity end end`,
  ConsumedUnit: `case when charge = 'usage' and quantity is not null then coalesce(azure_unit.single, 'Units') end`,
}

const RESOURCE = `case when kind in ('unused', 'fee') then coalesce(${BENEFIT}, lower(resource)) else lower(resource) end`
const SERVICE_FAMILY = foldValues('service_family', {
  ...enumValues('ServiceCategory'),
  'ai+machinelearning': 'AI and Machine Learning',
  containers: 'Compute',
  microsoftfabric: 'Analytics',
  azurearc: 'Management and Governance',
  azurestack: 'Compute',
  internetofthings: 'Internet of Things',
  mixedreality: 'Internet of Things',
  windowsvirtualdesktop: 'Compute',
  azuresecurity: 'Security',
  other: 'Other',
})
const KNOWN_FAMILIES = Object.values(enumValues('ServiceCategory') ?? {}).map((value) => `'${value}'`)
const RESOURCE_TYPE = `case when lower(resource) like '%/providers/%' then nullif(regexp_extract(split_part(lower(resource), '/providers/', -1), '^([^/]+/[^/]+)/', 1), '') end`

const PRODUCT = {
  AvailabilityZone: 'zone',
  RegionId: `coalesce(azure_region.id, nullif(folded_location, ''))`,
  RegionName: 'coalesce(azure_region.name, location)',
  ResourceId: RESOURCE,
  ResourceName: `coalesce(resource_name, nullif(regexp_extract(resource, '[^/]+$'), ''))`,
  ResourceType: `case when ${RESOURCE} is null then null when kind in ('unused', 'fee') then 'commitment' else coalesce(lower(resource_type), ${RESOURCE_TYPE}) end`,
  ServiceName: `coalesce(meter_category, case when kind in ('unused', 'fee') then coalesce(order_name, benefit_name) end, plan, order_name, product, consumed_service)`,
  ServiceCategory: `case when ${SERVICE_FAMILY} in (${KNOWN_FAMILIES.join(', ')}) and ${SERVICE_FAMILY} <> 'Other' then ${SERVICE_FAMILY} else coalesce(azure_service.category, 'Other') end`,
  SkuId: `case when charge <> 'tax' then meter end`,
  SkuMeter: `case when charge <> 'tax' and meter is not null then meter_name end`,
  SkuPriceId: `case when charge <> 'tax' then product_id end`,
  SkuPriceDetails: details(),
  Tags: `case when tags like '{%' then tags else '{' || tags || '}' end`,
}

const OWN = {
  x_ServiceCode: 'consumed_service',
  x_UsageType: 'meter_name',
  x_LineItemType: 'charge_type',
  x_OrgUnit: `case when section <> 'Unassigned' then section end`,
  x_BilledCostInUsd: `case when kind = 'unused' or (kind = 'covered' and dataset = 'amortized') then '0' else cost_usd end`,
  x_CurrencyConversionRate: `case when pricing_currency = 'USD' then exchange_rate end`,
  x_Part: AZURE_PART,
  x_AccountName: 'account_name',
  x_BillingAccountId: 'billing_account',
  x_CostCenter: 'cost_center',
  x_EffectiveUnitPrice: 'effective_price',
  x_InvoiceSectionName: 'section',
  x_ResourceGroupName: 'lower(resource_group)',
  x_SkuMeterSubcategory: 'meter_subcategory',
  x_SkuOfferId: 'offer',
  x_SkuTerm: 'term',
}

function inBillingCurrency(price: string): string {
  return `case when ${RATE} = 1.0 then ${price} else ${rounded(`${double(price)} * ${RATE}`)}::varchar end`
}

/** AdditionalInfo names the size of virtual machines. */
function details(): string {
  const member = (key: string) => `try(json_extract_string(info, '$.${key}'))`
  const object = `json_merge_patch('{}', json_object('CoreCount', ${member('VCPUs')}, 'InstanceType', ${member('ServiceType')}))::varchar`
  return `case when product_id is not null and info like '{%' then nullif(${object}, '{}') end`
}
