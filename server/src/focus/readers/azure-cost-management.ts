import { defineReader, type Mapping, type RawFile } from '../reader.ts'
import { azureServiceCategories } from './support/azure-service-names.ts'
import { readHeader, requireColumns } from './support/header.ts'
import { lookUp } from './support/sql.ts'

/** The pages that the collector of this name writes: Azure's actual and amortized costs by day and service, merged. */
export const azureCostManagement = defineReader({
  id: 'azure-cost-management',
  title: 'Azure Cost Management pages',
  source: 'azure-cost-management',
  grain: 'service',
  detect(file) {
    const header = readHeader(file)
    return REQUIRED.every((group) => header.has(...group)) ? 100 : 0
  },
  map,
})

const REQUIRED: readonly (readonly [string, ...string[]])[] = [
  ['billing_account'],
  ['sub_account'],
  ['day'],
  ['service'],
  ['charge_type'],
  ['pricing_model'],
  ['currency'],
  ['actual_cost'],
  ['amortized_cost'],
]

function map(file: RawFile): Mapping {
  const header = readHeader(file)
  requireColumns(file, header, 'pages of Azure Cost Management', REQUIRED)
  return {
    columns: {
      ...accountAndPeriod(header.text),
      ...charge(header.text),
      ...product(header.text),
    },
    ignored: header.unused(),
    // Scopes wider than a subscription are asked for by subscription in place of the meter.
    ...(header.has('meter') ? { grain: 'usage_type' } : {}),
  }
}

type Text = (name: string) => string

function accountAndPeriod(text: Text): Record<string, string> {
  const day = `try_cast(${text('day')} as date)`
  const time = (date: string) => `strftime(${date}, '%Y-%m-%dT00:00:00Z')`
  return {
    ProviderName: `'Microsoft'`,
    InvoiceIssuerName: `'Microsoft'`,
    BillingAccountId: text('billing_account'),
    BillingAccountName: text('billing_account_name'),
    SubAccountId: text('sub_account'),
    SubAccountType: `case when ${text('sub_account')} is not null then 'Subscription' end`,
    BillingCurrency: text('currency'),
    // Text that is no day must reach typing as it stands, to be rejected with its value.
    ChargePeriodStart: `coalesce(${time(day)}, ${text('day')})`,
    ChargePeriodEnd: time(`${day} + 1`),
    BillingPeriodStart: time(`date_trunc('month', ${day})`),
    BillingPeriodEnd: time(`date_trunc('month', ${day}) + interval 1 month`),
    x_Estimated: text('estimated'),
  }
}

/** Billed is the actual cost, effective the amortized one. The query knows neither list nor contracted prices. */
function charge(text: Text): Record<string, string> {
  const type = `lower(coalesce(${text('charge_type')}, 'Usage'))`
  const model = `lower(coalesce(${text('pricing_model')}, ''))`
  const committed = `(${model} in ('reservation', 'savingsplan') or ${type} like 'unused%')`
  const kind = `case when ${model} = 'savingsplan' or ${type} = 'unusedsavingsplan' then 'Savings Plan' else 'Reservation' end`
  const isUsage = `(${type} = 'usage' or ${type} like 'unused%')`
  return {
    BilledCost: text('actual_cost'),
    EffectiveCost: text('amortized_cost'),
    ChargeCategory: `case when ${isUsage} then 'Usage' when ${type} in ('purchase', 'refund') then 'Purchase' when ${type} = 'tax' then 'Tax' when ${type} = 'credit' then 'Credit' else 'Adjustment' end`,
    ChargeClass: `case when ${type} = 'refund' then 'Correction' end`,
    ChargeFrequency: `case when ${type} in ('purchase', 'refund') then 'One-Time' else 'Usage-Based' end`,
    CommitmentDiscountCategory: `case when ${committed} then case ${kind} when 'Savings Plan' then 'Spend' else 'Usage' end end`,
    CommitmentDiscountType: `case when ${committed} then ${kind} end`,
    CommitmentDiscountStatus: `case when ${type} like 'unused%' then 'Unused' when ${type} = 'usage' and ${committed} then 'Used' end`,
    PricingCategory: `case when ${isUsage} and ${committed} then 'Committed' when ${type} = 'usage' and ${model} = 'spot' then 'Dynamic' when ${isUsage} or ${type} in ('purchase', 'refund') then 'Standard' end`,
    x_LineItemType: text('charge_type'),
    x_BilledCostInUsd: text('actual_cost_usd'),
  }
}

function product(text: Text): Record<string, string> {
  const name = text('service')
  const category = lookUp(name, azureServiceCategories())
  return {
    ServiceName: name,
    ServiceCategory: `coalesce(${category}, 'Other')`,
    // Products of the marketplace stand under their own names, without their seller's.
    PublisherName: `case when ${category} is not null then 'Microsoft' end`,
    ChargeDescription: `coalesce(${text('meter')}, ${name})`,
    x_UsageType: text('meter'),
  }
}
