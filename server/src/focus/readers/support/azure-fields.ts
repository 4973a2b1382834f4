import type { Header } from './header.ts'

/** Short name of what the reader works with → names of the column in the variants of the export, case aside. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  billing_account: ['BillingAccountId'],
  billing_account_name: ['BillingAccountName'],
  profile: ['BillingProfileId'],
  profile_name: ['BillingProfileName'],
  subscription: ['SubscriptionId', 'SubscriptionGuid'],
  subscription_name: ['SubscriptionName'],
  invoice: ['InvoiceId'],
  section: ['InvoiceSectionName', 'DepartmentName'],
  account_name: ['AccountName'],
  cost_center: ['CostCenter'],
  day: ['Date', 'UsageDateTime', 'UsageDate'],
  period_start: ['BillingPeriodStartDate'],
  period_end: ['BillingPeriodEndDate'],
  cost: ['CostInBillingCurrency', 'PreTaxCost', 'Cost'],
  cost_usd: ['CostInUsd'],
  currency: ['BillingCurrency', 'BillingCurrencyCode', 'Currency', 'CurrencyCode'],
  pricing_currency: ['PricingCurrency', 'PricingCurrencyCode'],
  exchange_rate: ['ExchangeRatePricingToBilling', 'ExchangeRate'],
  list_cost: ['PaygCostInBillingCurrency'],
  list_price: ['PayGPrice'],
  unit_price: ['UnitPrice'],
  effective_price: ['EffectivePrice', 'ResourceRate'],
  quantity: ['Quantity', 'UsageQuantity', 'ConsumedQuantity'],
  unit: ['UnitOfMeasure'],
  resource: ['ResourceId', 'InstanceId', 'InstanceName'],
  resource_name: ['ResourceName'],
  resource_type: ['ResourceType'],
  resource_group: ['ResourceGroup', 'ResourceGroupName'],
  location: ['ResourceLocation', 'ResourceLocationNormalized', 'Location', 'MeterRegion'],
  zone: ['AvailabilityZone'],
  meter: ['MeterId'],
  meter_name: ['MeterName'],
  meter_category: ['MeterCategory', 'ServiceName'],
  meter_subcategory: ['MeterSubCategory'],
  product: ['ProductName', 'Product'],
  product_id: ['ProductId', 'PartNumber'],
  consumed_service: ['ConsumedService'],
  service_family: ['ServiceFamily'],
  charge_type: ['ChargeType'],
  frequency: ['Frequency'],
  pricing_model: ['PricingModel'],
  publisher_type: ['PublisherType'],
  publisher: ['PublisherName'],
  plan: ['PlanName'],
  order_id: ['ProductOrderId'],
  order_name: ['ProductOrderName'],
  benefit: ['BenefitId', 'ReservationId'],
  benefit_name: ['BenefitName', 'ReservationName'],
  term: ['Term'],
  offer: ['OfferId'],
  tags: ['Tags'],
  info: ['AdditionalInfo'],
}

/** SELECT list over `raw`: every field under its short name, null where the export lacks it. */
export function azureFields(header: Header): string {
  const fields = Object.entries(FIELDS).map(([field, columns]) => {
    const texts = columns.filter((column) => header.has(column)).map((column) => header.text(column))
    return `${texts.length > 1 ? `coalesce(${texts.join(', ')})` : (texts[0] ?? 'null::varchar')} as ${field}`
  })
  return ['__file', '__row', ...fields].join(', ')
}

/** Localised exports carry the English name in brackets: `Maßeinheit (UnitOfMeasure)`. */
export function foldAzure(name: string): string {
  const english = /\(([A-Za-z]+)\)\s*$/.exec(name)?.[1]
  return (english ?? name).toLowerCase().replace(/[^a-z0-9]/g, '')
}

export function isLocalised(header: readonly string[]): boolean {
  return header.some((name) => /[^(]\([A-Za-z]+\)\s*$/.test(name))
}
