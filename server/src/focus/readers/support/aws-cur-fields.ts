import type { NetFields } from './aws-cur-costs.ts'
import { type Header, identifier } from './header.ts'
import { quoted } from './sql.ts'

/** Short name of what a reader works with → the column of the report that holds it, punctuation and case aside. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  line_type: ['lineItem/LineItemType'],
  payer: ['bill/PayerAccountId'],
  payer_name: ['bill/PayerAccountName'],
  period_start: ['bill/BillingPeriodStartDate'],
  period_end: ['bill/BillingPeriodEndDate'],
  invoice: ['bill/InvoiceId'],
  invoicing_entity: ['bill/InvoicingEntity'],
  billing_entity: ['bill/BillingEntity'],
  bill_type: ['bill/BillType'],
  account: ['lineItem/UsageAccountId'],
  account_name: ['lineItem/UsageAccountName'],
  started: ['lineItem/UsageStartDate'],
  ended: ['lineItem/UsageEndDate'],
  product_code: ['lineItem/ProductCode'],
  usage_type: ['lineItem/UsageType'],
  operation: ['lineItem/Operation'],
  zone: ['lineItem/AvailabilityZone'],
  resource: ['lineItem/ResourceId'],
  quantity: ['lineItem/UsageAmount'],
  currency: ['lineItem/CurrencyCode'],
  unblended: ['lineItem/UnblendedCost'],
  unblended_rate: ['lineItem/UnblendedRate'],
  net_unblended: ['lineItem/NetUnblendedCost'],
  net_rate: ['lineItem/NetUnblendedRate'],
  blended: ['lineItem/BlendedCost'],
  description: ['lineItem/LineItemDescription'],
  tax_type: ['lineItem/TaxType'],
  legal_entity: ['lineItem/LegalEntity'],
  product_name: ['product/ProductName', 'product/servicename'],
  region: ['product/regionCode', 'product/region'],
  location: ['product/location'],
  sku: ['product/sku'],
  term: ['pricing/term'],
  purchase_option: ['pricing/PurchaseOption'],
  unit: ['pricing/unit'],
  rate_code: ['pricing/RateCode', 'pricing/RateId'],
  list_cost: ['pricing/publicOnDemandCost'],
  list_rate: ['pricing/publicOnDemandRate'],
  ri_arn: ['reservation/ReservationARN'],
  ri_subscription: ['reservation/SubscriptionId'],
  ri_start: ['reservation/StartTime'],
  ri_end: ['reservation/EndTime'],
  ri_effective: ['reservation/EffectiveCost'],
  net_ri_effective: ['reservation/NetEffectiveCost'],
  ri_upfront: ['reservation/AmortizedUpfrontCostForUsage'],
  net_ri_upfront: ['reservation/NetAmortizedUpfrontCostForUsage'],
  ri_recurring: ['reservation/RecurringFeeForUsage'],
  net_ri_recurring: ['reservation/NetRecurringFeeForUsage'],
  ri_unused_upfront: ['reservation/UnusedAmortizedUpfrontFeeForBillingPeriod'],
  net_ri_unused_upfront: ['reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod'],
  ri_unused_recurring: ['reservation/UnusedRecurringFee'],
  net_ri_unused_recurring: ['reservation/NetUnusedRecurringFee'],
  ri_unused_quantity: ['reservation/UnusedQuantity'],
  sp: ['savingsPlan/SavingsPlanARN'],
  sp_type: ['savingsPlan/OfferingType'],
  sp_start: ['savingsPlan/StartTime'],
  sp_end: ['savingsPlan/EndTime'],
  sp_payment: ['savingsPlan/PaymentOption'],
  sp_effective: ['savingsPlan/SavingsPlanEffectiveCost'],
  net_sp_effective: ['savingsPlan/NetSavingsPlanEffectiveCost'],
  sp_total: ['savingsPlan/TotalCommitmentToDate'],
  sp_used: ['savingsPlan/UsedCommitment'],
  sp_upfront: ['savingsPlan/AmortizedUpfrontCommitmentForBillingPeriod'],
  net_sp_upfront: ['savingsPlan/NetAmortizedUpfrontCommitmentForBillingPeriod'],
  sp_recurring: ['savingsPlan/RecurringCommitmentForBillingPeriod'],
  net_sp_recurring: ['savingsPlan/NetRecurringCommitmentForBillingPeriod'],
  capacity: ['capacityReservation/capacityReservationArn'],
  capacity_status: ['capacityReservation/capacityReservationStatus'],
  split_parent: ['splitLineItem/ParentResourceId'],
  split_cost: ['splitLineItem/SplitCost'],
  net_split_cost: ['splitLineItem/NetSplitCost'],
  split_unused: ['splitLineItem/UnusedCost'],
  net_split_unused: ['splitLineItem/NetUnusedCost'],
  split_used_units: ['splitLineItem/SplitUsage'],
  reserved_units: ['splitLineItem/ReservedUsage'],
}

/** FOCUS name of a product attribute → its name in the report. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  CoreCount: 'vcpu',
  InstanceType: 'instanceType',
  OperatingSystem: 'operatingSystem',
  StorageClass: 'storageClass',
  x_DatabaseEngine: 'databaseEngine',
  x_DeploymentOption: 'deploymentOption',
  x_Gpu: 'gpu',
  x_InstanceFamily: 'instanceFamily',
  x_Memory: 'memory',
  x_ProductFamily: 'productFamily',
  x_Tenancy: 'tenancy',
  x_VolumeType: 'volumeApiName',
}

/** SELECT list over `raw`: every field under its short name, null where the report lacks it. */
export function curFields(header: Header, names: readonly string[]): string {
  const product = header.find('product')
  const fields = Object.entries(FIELDS).map(([field, columns]) => {
    const inMap = columns.filter((column) => column.startsWith('product/'))
    const texts = columns.filter((column) => header.has(column)).map((column) => header.text(column))
    if (product !== undefined) texts.push(...inMap.map((column) => member(product, column)))
    return `${texts.length > 1 ? `coalesce(${texts.join(', ')})` : (texts[0] ?? 'null::varchar')} as ${field}`
  })
  const maps = [
    `${mapOf(header, names, 'resource_tags', /^(?:resourceTags\/|resource_tags?_)(.+)$/i)} as tags`,
    `${mapOf(header, names, 'cost_category', /^(?:costCategory\/|cost_category_)(.+)$/i)} as cost_categories`,
    `${attributes(header, product)} as attributes`,
    `${orgUnit(header, names)} as org_unit`,
  ]
  return ['__file', '__row', ...fields, ...maps].join(', ')
}

/** Which net columns the report has; null without the one that all the others go with. */
export function netFields(header: Header): NetFields {
  if (!header.has('lineItem/NetUnblendedCost')) return null
  const present = Object.entries(FIELDS).filter(
    ([field, columns]) => field.startsWith('net_') && header.has(...columns),
  )
  return new Set(present.map(([field]) => field))
}

/** CUR 2.0 holds most product attributes in one map with snake_case keys. */
function member(map: string, column: string): string {
  const key = column.slice('product/'.length)
  const snake = key.replace(/(?<=[a-z])([A-Z])/g, '_$1').toLowerCase()
  const own = snake === 'servicename' ? 'service_name' : snake
  return `nullif(try(json_extract_string(${map}, '$.${own}')), '')`
}

/** One map column, or a column a key; keys keep what follows the group's name, values that are empty are left out. */
function mapOf(header: Header, names: readonly string[], map: string, pattern: RegExp): string {
  const own = header.find(map)
  if (own !== undefined) return `nullif(${own}, '')`
  const pairs = names.flatMap((name) => {
    const key = pattern.exec(name)?.[1]
    if (key === undefined) return []
    return [`${quoted(key)}, nullif(${header.find(name) ?? identifier(name)}, '')`]
  })
  return withoutNulls(pairs)
}

function attributes(header: Header, product: string | undefined): string {
  const pairs = Object.entries(ATTRIBUTES).flatMap(([key, attribute]) => {
    const column = `product/${attribute}`
    if (header.has(column)) return [`${quoted(key)}, ${header.text(column)}`]
    return product === undefined ? [] : [`${quoted(key)}, ${member(product, column)}`]
  })
  return withoutNulls(pairs)
}

/** A merge patch drops the keys whose value is null. */
function withoutNulls(pairs: readonly string[]): string {
  if (pairs.length === 0) return 'null::varchar'
  return `nullif(json_merge_patch('{}', json_object(${pairs.join(', ')}))::varchar, '{}')`
}

/** A cost category that is plainly the organisation's tree. */
function orgUnit(header: Header, names: readonly string[]): string {
  const column = names.find((name) =>
    /^(costCategory\/|cost_category_)(ous?|org(anizational)?[ _-]?units?)$/i.test(name),
  )
  return column === undefined ? 'null::varchar' : header.text(column)
}
