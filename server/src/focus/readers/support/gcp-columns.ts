import { BILLED_IN_USD, byModel, GCP_COSTS, proRata } from './gcp-costs.ts'
import { tagsAsObject, timeText } from './sql.ts'

/** FOCUS columns over one line or one of its credits, joined with its service. */
export function gcpColumns(): Record<string, string> {
  return { ...ACCOUNT, ...CHARGE, ...COMMITMENT, ...PRODUCT, ...OWN }
}

const MONTH = `try_strptime(month, '%Y%m')`
const IS_LINE = 'credit is null'
const CORRECTS = `coalesce(adjustment_type, '')`
/** A row of usage, in contrast to a fee, a tax, an adjustment or a credit. */
const IS_USAGE = `${IS_LINE} and coalesce(cost_type, 'regular') = 'regular' and not is_fee`
const COVERED = `${IS_USAGE} and part <> 'rest' and (covered > 0 or ${byModel('model')})`

const ACCOUNT = {
  BillingAccountId: 'billing_account',
  BillingAccountType: `case when billing_account is not null then 'Billing Account' end`,
  SubAccountId: 'project',
  SubAccountName: 'project_name',
  SubAccountType: `case when project is not null then 'Project' end`,
  BillingCurrency: 'currency',
  BillingPeriodStart: `coalesce(strftime(${MONTH}, '%Y-%m-%dT00:00:00Z'), month)`,
  BillingPeriodEnd: `strftime(${MONTH} + interval 1 month, '%Y-%m-%dT00:00:00Z')`,
  InvoiceIssuerName: `'Google Cloud'`,
  ProviderName: `'Google Cloud'`,
  PublisherName: `coalesce(seller, 'Google Cloud')`,
}

const CHARGE = {
  ...GCP_COSTS,
  ChargePeriodStart: timeText('started'),
  ChargePeriodEnd: timeText('ended'),
  ChargeCategory: `case when credit is not null then 'Credit' when cost_type = 'tax' then 'Tax' when cost_type = 'adjustment' then case when ${CORRECTS} in ('USAGE_CORRECTION', 'PRICE_CORRECTION') then 'Usage' when ${CORRECTS} like 'TAX%' then 'Tax' else 'Adjustment' end when coalesce(cost_type, 'regular') <> 'regular' then 'Adjustment' when is_fee then 'Purchase' else 'Usage' end`,
  ChargeClass: `case when cost_type = 'adjustment' and ${IS_LINE} then 'Correction' end`,
  ChargeDescription: `case when credit is not null then coalesce(credit->>'full_name', credit->>'name') else coalesce(adjustment_text, sku_name) end`,
  ChargeFrequency: `case when is_fee and ${IS_LINE} then 'Recurring' else 'Usage-Based' end`,
}

const CREDIT_ID = `coalesce(nullif(commitment_credit->>'id', ''), nullif(commitment_credit->>'full_name', ''), commitment_credit->>'name', model)`
const COMMITMENT = {
  CommitmentDiscountId: `case when ${COVERED} then ${CREDIT_ID} end`,
  CommitmentDiscountName: `case when ${COVERED} then coalesce(commitment_credit->>'name', model) end`,
  CommitmentDiscountCategory: `case when ${COVERED} then case when (commitment_credit->>'type') = 'COMMITTED_USAGE_DISCOUNT' then 'Usage' else 'Spend' end end`,
  CommitmentDiscountType: `case when ${COVERED} then case when (commitment_credit->>'type') = 'SUBSCRIPTION_BENEFIT' then 'Subscription' else 'Committed Use Discount' end end`,
  CommitmentDiscountStatus: `case when ${COVERED} then 'Used' end`,
  PricingCategory: `case when ${COVERED} then 'Committed' when ${IS_USAGE} and regexp_matches(sku_name, '(Spot|Preemptible)') then 'Dynamic' when ${IS_USAGE} or (is_fee and ${IS_LINE}) then 'Standard' end`,
  PricingQuantity: `case when ${IS_USAGE} or (is_fee and ${IS_LINE}) then ${proRata('pricing_quantity')} end`,
  PricingUnit: `case when ${IS_USAGE} or (is_fee and ${IS_LINE}) then pricing_unit end`,
  ConsumedQuantity: `case when ${IS_USAGE} then ${proRata('quantity')} end`,
  ConsumedUnit: `case when ${IS_USAGE} and quantity is not null then unit end`,
}

const RESOURCE = 'coalesce(resource_global, resource_name)'
const NAMESPACE = `try(json_extract_string(tags, '$."k8s-namespace"'))`
const CLUSTER = `try(json_extract_string(tags, '$."goog-k8s-cluster-name"'))`
const PRODUCT = {
  AvailabilityZone: 'zone',
  RegionId: 'coalesce(region, location)',
  RegionName: 'coalesce(region, location)',
  ResourceId: RESOURCE,
  ResourceName: 'resource_name',
  ResourceType: `case when resource_global is not null then nullif(regexp_extract(resource_global, '([^/]+)/[^/]+$', 1), '') end`,
  ServiceName: 'service',
  ServiceCategory: `coalesce(gcp_service.category, 'Other')`,
  SkuId: `case when coalesce(cost_type, '') <> 'tax' then sku end`,
  SkuMeter: `case when coalesce(cost_type, '') <> 'tax' and sku is not null then sku_name end`,
  SkuPriceId: `case when coalesce(cost_type, '') <> 'tax' and tier is not null then sku || '/' || tier end`,
  Tags: 'tags',
  // Google splits the rows of a cluster itself; the rows of its namespaces stand in place of the node's.
  AllocatedMethodId: `case when ${NAMESPACE} is not null then 'gke-cost-allocation' end`,
  AllocatedResourceId: `case when ${NAMESPACE} is not null then concat_ws('/', ${CLUSTER}, ${NAMESPACE}) end`,
}

const OWN = {
  x_ServiceCode: 'service_id',
  x_UsageType: 'sku_name',
  x_LineItemType: `coalesce(credit->>'type', cost_type)`,
  x_OrgUnit: `list_filter(json_extract(case when json_valid(ancestors) then ancestors end, '$[*]'), lambda e: (e->>'resource_name') like 'folders/%')[1]->>'display_name'`,
  x_BilledCostInUsd: BILLED_IN_USD,
  x_CurrencyConversionRate: 'rate',
  x_InvoiceMonth: 'month',
  x_AdjustmentMode: 'adjustment_mode',
  x_SubscriptionInstanceId: 'subscription',
}

/** Labels of the resource win over the project's; Google's own keys contain a dot and meet neither. */
export function gcpTags(): string {
  const lists = ['system_labels', 'project_labels', 'resource_tags', 'labels']
  const merged = lists.reduce(
    (object, list) => `json_merge_patch(${object}, coalesce(try(${tagsAsObject(list)}::json), '{}'))`,
    `'{}'`,
  )
  const unreadable = lists.map((list) => `not coalesce(json_valid(${list}), true)`).join(' or ')
  const own = `case when ${unreadable} then coalesce(${lists.map((list) => `case when not json_valid(${list}) then ${list} end`).join(', ')}) else nullif(${merged}::varchar, '{}') end`
  return `${own} as tags`
}
