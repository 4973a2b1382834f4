import { IS_CAPACITY_BLOCK, IS_COVERED, IS_DISCOUNT, planUnused } from './aws-cur-costs.ts'
import { isZero } from './decimal.ts'

/** FOCUS columns over one costed line joined with its service and region. */
export function curColumns(net: boolean, split: boolean): Record<string, string> {
  return {
    ...ACCOUNT,
    ...CHARGE,
    ...COMMITMENT,
    ...prices(net),
    ...PRODUCT,
    ...OWN,
    ...(split ? ALLOCATION : {}),
  }
}

const HAS_PLAN = `(sp is not null and (line_type like 'SavingsPlan%' or line_type in ('Fee', 'Credit', 'Refund')))`
const HAS_RESERVATION = `(not ${HAS_PLAN} and ri is not null and line_type in ('DiscountedUsage', 'RIFee', 'Fee', 'Credit', 'Refund'))`
const COMMITMENT_ID = `case when ${HAS_PLAN} then sp when ${HAS_RESERVATION} then ri end`
const IS_FEE = `line_type in ('Fee', 'RIFee', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee')`
const IS_BLOCK = `(${IS_CAPACITY_BLOCK})`
/** Usage of something, in contrast to discount lines: what they make cheaper has its quantity on its own row. */
const MEASURES = `part = 'line' and (line_type = 'Usage' or ${IS_COVERED})`
const IS_UNUSED_CAPACITY = `regexp_matches(usage_type, '(UnusedBox|UnusedDed)')`
const CAPACITY = `coalesce(capacity, case when ${IS_BLOCK} then coalesce(resource, 'capacity-block') when ${IS_UNUSED_CAPACITY} or regexp_matches(usage_type, '(^|-)Reservation:') then resource end)`

const CATEGORY = `case when part <> 'line' then 'Usage' when line_type = 'Usage' or ${IS_COVERED} or ${IS_DISCOUNT} then 'Usage' when ${IS_FEE} then 'Purchase' when line_type = 'Tax' then 'Tax' when line_type = 'Credit' then 'Credit' when line_type = 'Refund' then case when tax_type is not null then 'Tax' when usage_type is not null then 'Usage' when ri is not null or sp is not null then 'Purchase' else 'Credit' end else 'Adjustment' end`

const ACCOUNT = {
  BillingAccountId: 'payer',
  BillingAccountName: 'payer_name',
  BillingAccountType: `case when payer is not null then 'Payer Account' end`,
  SubAccountId: 'account',
  SubAccountName: 'account_name',
  SubAccountType: `case when account is not null then 'Linked Account' end`,
  BillingPeriodStart: 'period_start',
  BillingPeriodEnd: 'period_end',
  BillingCurrency: 'currency',
  InvoiceId: 'invoice',
  InvoiceIssuerName: `coalesce(invoicing_entity, billing_entity, 'AWS')`,
  ProviderName: `'AWS'`,
  PublisherName: `coalesce(legal_entity, 'AWS')`,
}

const CHARGE = {
  BilledCost: 'billed',
  EffectiveCost: 'effective',
  ContractedCost: 'contracted',
  ListCost: 'list',
  ChargePeriodStart: 'started',
  // Lines of a whole month end with its last second, where FOCUS names the first one after it.
  ChargePeriodEnd: `coalesce(case when ended like '%:59:59%' then strftime(try_cast(ended as timestamp) + interval 1 second, '%Y-%m-%dT%H:%M:%SZ') end, ended)`,
  ChargeCategory: CATEGORY,
  ChargeClass: `case when line_type = 'Refund' and (tax_type is not null or usage_type is not null or ri is not null or sp is not null) then 'Correction' end`,
  ChargeDescription: `case part when 'unused' then concat('Unused: ', description) when 'amortised' then concat('Amortised: ', description) else description end`,
  ChargeFrequency: `case when part <> 'line' then 'Usage-Based' when line_type in ('RIFee', 'SavingsPlanRecurringFee') then 'Recurring' when line_type = 'Fee' then case when bill_type = 'Purchase' or ri is not null or sp is not null or ${IS_BLOCK} or date_diff('day', try_cast(started as timestamp), try_cast(ended as timestamp)) < 27 then 'One-Time' else 'Recurring' end when line_type in ('SavingsPlanUpfrontFee', 'Credit', 'Refund') then 'One-Time' else 'Usage-Based' end`,
  CapacityReservationId: CAPACITY,
  CapacityReservationStatus: `case when ${CAPACITY} is null or (${CATEGORY}) <> 'Usage' then null when ${IS_UNUSED_CAPACITY} then 'Unused' else coalesce(case lower(capacity_status) when 'used' then 'Used' when 'unused' then 'Unused' end, 'Used') end`,
}

const COMMITMENT = {
  CommitmentDiscountId: COMMITMENT_ID,
  CommitmentDiscountCategory: `case when ${HAS_PLAN} then 'Spend' when ${HAS_RESERVATION} then 'Usage' end`,
  CommitmentDiscountType: `case when ${HAS_PLAN} then coalesce(sp_type, 'Savings Plan') when ${HAS_RESERVATION} then 'Reserved Instance' end`,
  CommitmentDiscountStatus: `case when (${COMMITMENT_ID}) is null then null when part = 'unused' then 'Unused' when ${IS_COVERED} then 'Used' end`,
  CommitmentDiscountQuantity: `case when ${HAS_PLAN} then case when part = 'unused' then ${planUnused()} when line_type = 'SavingsPlanCoveredUsage' then sp_effective when line_type = 'SavingsPlanRecurringFee' then sp_recurring when line_type = 'SavingsPlanUpfrontFee' then unblended end when ${HAS_RESERVATION} then case when part = 'unused' then ri_unused_quantity when line_type in ('DiscountedUsage', 'RIFee') then quantity end end`,
  CommitmentDiscountUnit: `case when ${HAS_PLAN} and line_type in ('SavingsPlanCoveredUsage', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee') then currency when ${HAS_RESERVATION} and line_type in ('DiscountedUsage', 'RIFee') then coalesce(unit, 'Hrs') end`,
}

function prices(net: boolean): Record<string, string> {
  const rate = net ? 'coalesce(net_rate, unblended_rate)' : 'unblended_rate'
  return {
    ListUnitPrice: `case when ${MEASURES} and not (${isZero('list_rate')} and not ${isZero('unblended')}) then list_rate end`,
    ContractedUnitPrice: `case when part = 'line' and line_type in ('Usage', 'SavingsPlanCoveredUsage') then ${rate} when part = 'line' and line_type = 'DiscountedUsage' then ${net ? 'null' : 'list_rate'} end`,
    PricingCategory: `case when part = 'unused' or ${IS_COVERED} then 'Committed' when line_type = 'Usage' and (usage_type like '%SpotUsage%' or lower(purchase_option) like 'spot%' or lower(term) = 'spot') then 'Dynamic' when line_type = 'Usage' or ${IS_FEE} then 'Standard' when ${IS_DISCOUNT} then 'Other' end`,
    PricingQuantity: `case when ${MEASURES} or (part = 'line' and ${IS_FEE}) then quantity when ${IS_DISCOUNT} then '0' end`,
    PricingUnit: `case when ${MEASURES} or (part = 'line' and ${IS_FEE}) then unit when ${IS_DISCOUNT} then coalesce(unit, 'Units') end`,
    ConsumedQuantity: `case when ${MEASURES} then quantity when ${IS_DISCOUNT} then '0' end`,
    ConsumedUnit: `case when ${MEASURES} then unit when ${IS_DISCOUNT} then coalesce(unit, 'Units') end`,
  }
}

const RESOURCE = `coalesce(case when part = 'unused' or ${IS_FEE} or line_type = 'SavingsPlanNegation' then ${COMMITMENT_ID} end, resource)`

/** Kinds of resources that the report names without an ARN, by the prefix of their id. */
const PREFIXES = `['i', 'vol', 'snap', 'nat', 'eni', 'eipalloc', 'ami', 'vpce', 'tgw'], ['instance', 'volume', 'snapshot', 'natgateway', 'network-interface', 'elastic-ip', 'image', 'vpc-endpoint', 'transit-gateway']`

const PRODUCT = {
  AvailabilityZone: 'zone',
  RegionId: 'region_code',
  RegionName: `case when region_code is not null then coalesce(aws_region.name, location, region_code) end`,
  ResourceId: RESOURCE,
  ResourceName: `case when part = 'line' then coalesce(try(json_extract_string(tags, '$."user:Name"')), try(json_extract_string(tags, '$.user_name'))) end`,
  ResourceType: `case when ${RESOURCE} is null then null when part = 'unused' or (${COMMITMENT_ID} is not null and not (${IS_COVERED})) then 'commitment' when resource like 'arn:%' then nullif(regexp_extract(resource, '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([a-z-]+)[:/]', 1), '') else map(${PREFIXES})[regexp_extract(resource, '^([a-z]+)-[0-9a-f]+$', 1)] end`,
  ServiceName: `coalesce(product_name, aws_service.name, product_code)`,
  ServiceCategory: `case when lower(product_name) like '%bedrock%' then 'AI and Machine Learning' else coalesce(aws_service.category, 'Other') end`,
  SkuId: `case when line_type not in ('Tax', 'Credit') then sku end`,
  SkuMeter: `case when line_type not in ('Tax', 'Credit') and sku is not null then usage_type end`,
  SkuPriceId: `case when line_type not in ('Tax', 'Credit') then rate_code end`,
  SkuPriceDetails: `case when line_type not in ('Tax', 'Credit') and rate_code is not null then attributes end`,
  Tags: 'tags',
}

const OWN = {
  x_ServiceCode: 'product_code',
  x_UsageType: 'usage_type',
  x_Operation: 'operation',
  x_LineItemType: 'line_type',
  x_BlendedCost: `case when part = 'line' then blended else '0' end`,
  x_UnblendedCost: `case when part = 'line' then unblended else '0' end`,
  x_OrgUnit: 'org_unit',
  // what was bought until when, which FOCUS has no column for
  x_CommitmentStart: `case when ${COMMITMENT_ID} is not null then coalesce(sp_start, ri_start) end`,
  x_CommitmentEnd: `case when ${COMMITMENT_ID} is not null then coalesce(sp_end, ri_end) end`,
  x_CommitmentPayment: `case when ${COMMITMENT_ID} is not null then sp_payment end`,
  x_CostCategories: 'cost_categories',
}

/** Columns of FOCUS 1.3: the instance stays the resource, the pod or task is what its cost was allocated to. */
const ALLOCATION = {
  ResourceId: `case when is_child then split_parent else ${RESOURCE} end`,
  AllocatedMethodId: `case when is_child then 'aws-split-cost-allocation' end`,
  AllocatedResourceId: `case when is_child then resource end`,
  AllocatedTags: `case when is_child then tags end`,
}
