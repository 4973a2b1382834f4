import { FOCUS_COLUMNS } from '../columns.ts'
import { defineReader, type Mapping, type RawFile } from '../reader.ts'
import { enumValues } from './support/enums.ts'
import { focusVersion } from './support/focus-version.ts'
import { googleView } from './support/google-view.ts'
import { type Header, identifier, readHeader, requireColumns } from './support/header.ts'
import { foldValues, tagsAsObject, timeText } from './support/sql.ts'

/** FOCUS 0.5 to 1.4 of any provider; columns by name in any order and case. */
export const focus = defineReader({
  id: 'focus',
  title: 'FOCUS',
  source: 'files',
  grain: 'resource',
  detect(file) {
    const header = readHeader(file)
    if (REQUIRED.some((group) => !header.has(...group))) return 0
    return 100
  },
  map,
})

export { focusVersion }

/** Names of earlier versions and of single providers, in the order in which they are taken. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  ProviderName: ['ProviderName', 'Provider', 'ServiceProviderName'],
  PublisherName: ['PublisherName', 'Publisher'],
  InvoiceIssuerName: ['InvoiceIssuerName', 'InvoiceIssuer'],
  RegionId: ['RegionId', 'Region'],
  RegionName: ['RegionName', 'Region'],
  ConsumedQuantity: ['ConsumedQuantity', 'UsageQuantity'],
  ConsumedUnit: ['ConsumedUnit', 'UsageUnit'],
  ChargeCategory: ['ChargeCategory', 'ChargeType'],
  EffectiveCost: ['EffectiveCost', 'AmortizedCost'],
  InvoiceId: ['InvoiceId', 'x_InvoiceId'],
  PricingCurrency: ['PricingCurrency', 'x_PricingCurrency'],
  SkuMeter: ['SkuMeter', 'x_SkuMeterName'],
  SkuPriceDetails: ['SkuPriceDetails', 'x_SkuDetails'],
  x_OrgUnit: ['x_OrgUnit', 'x_InvoiceSectionName'],
}

const REQUIRED: readonly (readonly [string, ...string[]])[] = [
  ['BilledCost'],
  ['BillingAccountId'],
  ['BillingCurrency'],
  ['BillingPeriodStart'],
  ['ChargeCategory', 'ChargeType'],
  ['ChargePeriodStart'],
]

function map(file: RawFile): Mapping {
  const header = readHeader(file)
  requireColumns(file, header, 'FOCUS', REQUIRED)
  const columns: Record<string, string> = {}
  for (const { name, type } of FOCUS_COLUMNS) {
    if (!header.has(...(ALIASES[name] ?? [name]))) continue
    columns[name] = expressionOf(name, type, firstOf(header, ALIASES[name] ?? [name]))
  }
  Object.assign(columns, subcategory(header, columns), googleView(header, columns))
  return {
    columns: { ...columns, ...extras(file, columns) },
    ignored: ignored(file, header),
    ...(header.has('ResourceId') ? {} : { grain: 'line' as const }),
  }
}

function expressionOf(name: string, type: string, text: string): string {
  if (type === 'time') return timeText(text)
  if (name === 'x_OrgUnit') return `nullif(${text}, 'Unassigned')`
  if (type === 'map') return tagsAsObject(text)
  const values = enumValues(name)
  return values === undefined ? text : foldValues(text, values)
}

/** A column may be there and empty beside the one that holds the value (1.3 files carry both provider names). */
function firstOf(header: Header, names: readonly string[]): string {
  const present = names.filter((name) => header.has(name)).map((name) => header.text(name))
  return present.length === 1 ? (present[0] ?? 'null') : `coalesce(${present.join(', ')})`
}

/** ChargeSubcategory of 1.0-preview says what three columns say today. */
function subcategory(header: Header, columns: Readonly<Record<string, string>>): Record<string, string> {
  if (!header.has('ChargeSubcategory')) return {}
  const value = header.text('ChargeSubcategory')
  const derived: Record<string, string> = {
    ChargeCategory: `case when lower(${value}) = 'credit' then 'Credit' else ${columns['ChargeCategory']} end`,
  }
  if (!header.has('ChargeClass')) {
    derived['ChargeClass'] = `case when lower(${value}) = 'refund' then 'Correction' end`
  }
  if (!header.has('CommitmentDiscountStatus')) {
    derived['CommitmentDiscountStatus'] =
      `case lower(${value}) when 'used commitment' then 'Used' when 'unused commitment' then 'Unused' end`
  }
  return derived
}

/** `x_` columns stay under their own names; Oracle prefixes its own with `oci_`. */
function extras(file: RawFile, columns: Readonly<Record<string, string>>): Record<string, string> {
  const taken = new Set(Object.keys(columns).map((name) => name.toLowerCase()))
  const kept: Record<string, string> = {}
  for (const name of file.header) {
    const own = isExtra(name) ? (/^x_/i.test(name) ? name : `x_${name}`) : undefined
    if (own === undefined || taken.has(own.toLowerCase())) continue
    taken.add(own.toLowerCase())
    kept[own] = `nullif(${identifier(name)}, '')`
  }
  return kept
}

function ignored(file: RawFile, header: Header): string[] {
  const unused = new Set(header.unused())
  return file.header.filter((name) => unused.has(name) && !isExtra(name))
}

function isExtra(name: string): boolean {
  return /^(x_|oci_)/i.test(name)
}
