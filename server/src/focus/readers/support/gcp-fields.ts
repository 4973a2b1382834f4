import { type Header, identifier } from './header.ts'

/** Short name of what the reader works with → path in BigQuery's billing export. */
const FIELDS: Readonly<Record<string, string>> = {
  billing_account: 'billing_account_id',
  service_id: 'service.id',
  service: 'service.description',
  sku: 'sku.id',
  sku_name: 'sku.description',
  started: 'usage_start_time',
  ended: 'usage_end_time',
  project: 'project.id',
  project_name: 'project.name',
  location: 'location.location',
  region: 'location.region',
  zone: 'location.zone',
  resource_name: 'resource.name',
  resource_global: 'resource.global_name',
  cost: 'cost',
  currency: 'currency',
  rate: 'currency_conversion_rate',
  quantity: 'usage.amount',
  unit: 'usage.unit',
  pricing_quantity: 'usage.amount_in_pricing_units',
  pricing_unit: 'usage.pricing_unit',
  tier: 'price.tier_start_amount',
  month: 'invoice.month',
  publisher_type: 'invoice.publisher_type',
  cost_type: 'cost_type',
  adjustment_mode: 'adjustment_info.mode',
  adjustment_type: 'adjustment_info.type',
  adjustment_text: 'adjustment_info.description',
  seller: 'seller_name',
  subscription: 'subscription.instance_id',
  list_cost: 'cost_at_list',
  default_cost: 'cost_at_effective_price_default',
  model: 'consumption_model.description',
}

/** Fields that hold lists. */
const LISTS: Readonly<Record<string, string>> = {
  labels: 'labels',
  project_labels: 'project.labels',
  system_labels: 'system_labels',
  resource_tags: 'tags',
  ancestors: 'project.ancestors',
  credits: 'credits',
}

/**
 * SELECT list over `raw`. A nested record is one column of JSON text (JSON Lines, Parquet) or a column a member
 * (`service.id`, `service_id` in CSV).
 */
export function gcpFields(header: Header): string {
  const fields = Object.entries(FIELDS).map(([field, path]) => `${valueAt(header, path)} as ${field}`)
  const lists = Object.entries(LISTS).map(([field, path]) => `${listText(valueAt(header, path))} as ${field}`)
  return ['__file', '__row', ...fields, ...lists].join(', ')
}

export function hasPath(header: Header, path: string): boolean {
  return header.has(path) || (path.includes('.') && header.has(path.split('.')[0] ?? path))
}

function valueAt(header: Header, path: string): string {
  if (header.has(path)) return header.text(path)
  const [record = '', ...rest] = path.split('.')
  if (rest.length === 0) return 'null::varchar'
  const own = header.find(record)
  if (own === undefined) return 'null::varchar'
  return `nullif(try(json_extract_string(${own}, ${jsonPath(rest)})), '')`
}

function jsonPath(members: readonly string[]): string {
  return `'$.${members.map((member) => identifier(member)).join('.')}'`
}

/** Some CSV files hold lists as Python prints them: read where that is clear, else left for the reader to reject. */
function listText(value: string): string {
  if (value === 'null::varchar') return value
  const python = `replace(replace(replace(replace(${value}, '''', '"'), ': None', ': null'), ': True', ': true'), ': False', ': false')`
  return `case when ${value} is null or ${value} in ('[]', '{}') then null when json_valid(${value}) then ${value} when ${value} not like '%"%' and json_valid(${python}) then ${python} else ${value} end`
}
