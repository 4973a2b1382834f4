import { costExplorerCategories } from '../aws-ce-services.ts'
import { RECORD_TYPES, type RecordType } from '../aws-record-types.ts'
import { defineReader, type Mapping, type RawFile } from '../reader.ts'
import { readHeader, requireColumns } from './support/header.ts'
import { lookUp } from './support/sql.ts'

/** The pages that the collector of this name writes: Cost Explorer's costs by day, service and usage type. */
export const awsCostExplorer = defineReader({
  id: 'aws-cost-explorer',
  title: 'AWS Cost Explorer pages',
  source: 'aws-cost-explorer',
  grain: 'usage_type',
  detect(file) {
    const header = readHeader(file)
    return REQUIRED.every((group) => header.has(...group)) ? 100 : 0
  },
  map,
})

const REQUIRED: readonly (readonly [string, ...string[]])[] = [
  ['kind'],
  ['billing_account'],
  ['day'],
  ['service'],
  ['usage_type'],
  ['record_type'],
  ['currency'],
  ['unblended_cost'],
  ['amortized_cost'],
  ['blended_cost'],
]

function map(file: RawFile): Mapping {
  const header = readHeader(file)
  requireColumns(file, header, 'pages of AWS Cost Explorer', REQUIRED)
  const columns: Record<string, string> = {
    ...accountAndPeriod(header.text),
    ...costs(header.text),
    ...charge(header.text),
    ...service(header.text),
    x_Estimated: header.text('estimated'),
  }
  return {
    columns,
    ignored: header.unused(),
    reject: `case when ${header.text('kind')} not in ('usage', 'charge', 'unused', 'offset') then 'kind is none of usage, charge, unused, offset' end`,
  }
}

type Text = (name: string) => string

function accountAndPeriod(text: Text): Record<string, string> {
  const day = `try_cast(${text('day')} as date)`
  const time = (date: string) => `strftime(${date}, '%Y-%m-%dT00:00:00Z')`
  return {
    ProviderName: `'AWS'`,
    InvoiceIssuerName: `'AWS'`,
    BillingAccountId: text('billing_account'),
    BillingAccountName: text('billing_account_name'),
    BillingCurrency: text('currency'),
    // Text that is no day must reach typing as it stands, to be rejected with its value.
    ChargePeriodStart: `coalesce(${time(day)}, ${text('day')})`,
    ChargePeriodEnd: time(`${day} + 1`),
    BillingPeriodStart: time(`date_trunc('month', ${day})`),
    BillingPeriodEnd: time(`date_trunc('month', ${day}) + interval 1 month`),
  }
}

/** Cost Explorer knows neither list nor contracted prices: they stay unknown. */
function costs(text: Text): Record<string, string> {
  const unit = `nullif(${text('usage_unit')}, 'N/A')`
  return {
    BilledCost: text('unblended_cost'),
    EffectiveCost: text('amortized_cost'),
    x_BlendedCost: text('blended_cost'),
    // Without a unit the quantity is a sum of different things.
    ConsumedQuantity: `case when ${unit} is not null then ${text('usage_quantity')} end`,
    ConsumedUnit: `case when ${text('usage_quantity')} is not null then ${unit} end`,
    x_UsageQuantity: text('usage_quantity'),
  }
}

function charge(text: Text): Record<string, string> {
  const kind = text('kind')
  const type = text('record_type')
  const of = (pick: (type: RecordType) => string | undefined) => typeLookUp(type, pick)
  const commitment = `case when ${kind} <> 'offset' then ${of((each) => each.commitment)} end`
  return {
    ChargeCategory: `case when ${kind} = 'unused' then 'Usage' else coalesce(${of((each) => each.category)}, 'Usage') end`,
    ChargeFrequency: `case when ${kind} = 'unused' then 'Usage-Based' else coalesce(${of((each) => each.frequency)}, 'Usage-Based') end`,
    ChargeDescription: `case ${kind} when 'usage' then ${text('usage_type')} when 'charge' then ${type} when 'unused' then ${type} || ', unused part' when 'offset' then 'Charges of this service and day that are listed apart' end`,
    CommitmentDiscountCategory: `case ${commitment} when 'Savings Plan' then 'Spend' when 'Reserved Instance' then 'Usage' end`,
    CommitmentDiscountType: commitment,
    CommitmentDiscountStatus: `case when ${kind} = 'unused' then 'Unused' when ${kind} <> 'offset' then ${of((each) => (each.used ? 'Used' : undefined))} end`,
    PricingCategory: pricing(text, of),
    x_LineItemType: `case when ${kind} = 'offset' then 'Offset' else ${type} end`,
    x_UsageType: text('usage_type'),
  }
}

/** Offsets take usage out of what is otherwise priced on demand. */
function pricing(text: Text, of: (pick: (type: RecordType) => string | undefined) => string): string {
  const kind = text('kind')
  const isCommitted = `${kind} = 'unused' or ${kind} <> 'offset' and ${of((each) => (each.used ? 'Used' : undefined))} is not null`
  const isDiscount = `${kind} <> 'offset' and lower(${text('record_type')}) like '%discount%'`
  const isPriced = `coalesce(${of((each) => each.category)}, 'Usage') in ('Usage', 'Purchase')`
  return `case when ${isCommitted} then 'Committed' when ${isDiscount} then 'Other' when ${text('usage_type')} like '%SpotUsage%' then 'Dynamic' when ${isPriced} then 'Standard' end`
}

function service(text: Text): Record<string, string> {
  const name = text('service')
  const category = lookUp(name, costExplorerCategories())
  const isModel = `${name} like '%(Amazon Bedrock Edition)'`
  return {
    ServiceName: name,
    ServiceCategory: `case when ${isModel} then 'AI and Machine Learning' else coalesce(${category}, 'Other') end`,
    // Products of the marketplace stand under their own names, without their seller's.
    PublisherName: `case when ${isModel} then null when ${category} is not null or regexp_matches(${name}, '^(Amazon|AWS|EC2|Savings Plans) ?') then 'AWS' end`,
  }
}

function typeLookUp(type: string, pick: (type: RecordType) => string | undefined): string {
  const entries = Object.entries(RECORD_TYPES).flatMap(([name, each]) => {
    const value = pick(each)
    return value === undefined ? [] : [[name, value] as const]
  })
  return lookUp(`regexp_replace(lower(${type}), '[^a-z0-9]+', '', 'g')`, Object.fromEntries(entries))
}
