import type {
  Alignment,
  Charges,
  Dimension,
  FilterOp,
  Metric,
  NamedDimension,
} from '@outlay/shared/dimensions'
import type { Filter } from './filters.ts'
import { formatCount, formatDay, formatMonth } from './format.ts'
import { isolate } from './isolate.ts'
import { isPeriodText, type Range } from './period.ts'
import type { CompareWith, Step } from './view.ts'

const DIMENSION: Record<NamedDimension, string> = {
  provider: 'Provider',
  billingAccount: 'Billing account',
  subAccount: 'Account',
  subAccountName: 'Account name',
  orgUnit: 'Organisation unit',
  service: 'Service',
  serviceCategory: 'Service category',
  region: 'Region',
  resource: 'Resource',
  resourceName: 'Resource name',
  resourceGroup: 'Resource group',
  resourceType: 'Resource type',
  chargeCategory: 'Charge category',
  chargeFrequency: 'Charge frequency',
  pricingCategory: 'Pricing category',
  commitmentStatus: 'Commitment status',
  sku: 'SKU',
  usageType: 'Usage type',
  publisher: 'Publisher',
  invoiceIssuer: 'Invoice issuer',
  billingPeriod: 'Billing period',
  team: 'Team',
  mlClass: 'ML class',
  accelerator: 'Accelerator',
}

const LONG_ID = 44

const PROVIDER: Record<string, string> = {
  aws: 'AWS',
  azure: 'Azure',
  gcp: 'Google Cloud',
  oci: 'Oracle Cloud',
}

export const METRIC_LABEL: Record<Metric, string> = {
  effective: 'Effective',
  billed: 'Billed',
  contracted: 'Contracted',
  list: 'List',
}
export const METRIC_HINT: Record<Metric, string> = {
  effective: 'amortised: commitments spread over the usage they cover',
  billed: 'cash, as invoiced',
  contracted: 'on demand after negotiated prices',
  list: 'public prices',
}
export const CHARGES_LABEL: Record<Charges, string> = {
  cost: 'without tax and credits',
  usage: 'usage only',
  all: 'all charges',
}
export const OP_LABEL: Record<FilterOp, string> = {
  is: 'is',
  not: 'is not',
  contains: 'contains',
  absent: 'is absent',
}
export const COMPARE_LABEL: Record<CompareWith, string> = {
  prev: 'Period before',
  yoy: 'Year before',
  none: 'No comparison',
}
export const ALIGN_LABEL: Record<Alignment, string> = {
  dow: 'Same weekdays',
  date: 'Same dates',
  norm: 'Day-normalised',
}
export const STEP_LABEL: Record<Step, string> = { d: 'Day', w: 'Week', m: 'Month', t: 'Total' }

/** The name of a dimension; tags read `Tag env`. */
export function dimensionLabel(dim: Dimension): string {
  return dim.startsWith('tag:') ? `Tag ${isolate(decode(dim.slice(4)))}` : DIMENSION[dim as NamedDimension]
}

/** A value as people say it, with a word for its absence. */
export function valueLabel(
  dim: Dimension,
  value: string | null,
  names?: ReadonlyMap<string, string>,
): string {
  if (value === null) return absentLabel(dim)
  if (dim === 'provider') return PROVIDER[value] ?? isolate(value)
  return isolate(names?.get(value) ?? (dim === 'resource' ? shortId(value) : value))
}

/** What a chart or a table cut off, in words that no value of a bill is likely to have. */
export function restLabel(members: number | null, noun = 'groups'): string {
  const word = members === 1 ? noun.replace(/s$/, '') : noun
  return members === null ? 'All others' : `All others (${formatCount(members)} ${word})`
}

/** `Service is not Tax`. */
export function filterLabel(filter: Filter, names?: ReadonlyMap<string, string>): string {
  const { dim, op, value } = filter
  if (op === 'absent') return `${dimensionLabel(dim)} is ${absentLabel(dim).toLowerCase()}`
  return `${dimensionLabel(dim)} ${OP_LABEL[op]} ${valueLabel(dim, value, names)}`
}

/** A period as people say it; days of a range are shown inclusive. */
export function periodLabel(text: string, range: Range): string {
  if (!isPeriodText(text)) return text
  const days = /^(\d+)d$/.exec(text)?.[1]
  if (days !== undefined) return `Last ${days} days`
  if (text === 'mtd') return `${formatMonth(range.start)} to date`
  if (text === 'ytd') return `${range.start.slice(0, 4)} to date`
  if (text === '12m') return 'Last 12 months'
  if (text === 'last' || /^\d{4}-\d{2}$/.test(text)) return formatMonth(range.start)
  return rangeLabel(range)
}

/** `1 Nov – 7 Nov 2026`, both days included. */
export function rangeLabel(range: Range): string {
  const last = new Date(Date.parse(`${range.end}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  const sameYear = range.start.slice(0, 4) === last.slice(0, 4)
  return `${formatDay(range.start, sameYear ? 'short' : 'year')} – ${formatDay(last, 'year')}`
}

/** Long paths tell themselves apart by their end. */
function shortId(id: string): string {
  const last = id.split('/').at(-1) ?? ''
  return id.length > LONG_ID && last !== '' && last.length < id.length ? `…/${last}` : id
}

function absentLabel(dim: Dimension): string {
  if (dim.startsWith('tag:')) return 'Untagged'
  if (dim === 'team') return 'No team'
  return `No ${dimensionLabel(dim).toLowerCase()}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
