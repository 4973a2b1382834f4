import { DIMENSIONS, type Dimension, type NamedDimension } from '@outlay/shared/dimensions'
import { foldTagKey, foldTagKeySql } from '@outlay/shared/tag-key'
import { AppError } from '../errors.ts'
import { mlThingSql } from '../ml/thing-dimension.ts'
import { suggest } from '../suggest.ts'

/** Column of cost_fact, or an expression over its columns, for each dimension: identifiers come from here only. */
const COLUMNS: Readonly<Record<Exclude<NamedDimension, ToldDimension>, string>> = {
  provider: 'provider',
  billingAccount: 'billing_account',
  subAccount: 'sub_account',
  subAccountName: 'sub_account_name',
  orgUnit: 'org_unit',
  service: 'service',
  serviceCategory: 'service_category',
  region: 'region',
  resource: 'resource',
  resourceName: 'resource_name',
  // Azure writes the group into the id of what it holds; ids of that kind are in lower case.
  resourceGroup: `nullif(regexp_extract(resource, '/resourcegroups/([^/]+)', 1), '')`,
  resourceType: 'resource_type',
  chargeCategory: 'charge_category',
  chargeFrequency: 'charge_frequency',
  pricingCategory: 'pricing_category',
  commitmentStatus: 'commitment_status',
  sku: 'sku',
  usageType: 'usage_type',
  publisher: 'publisher',
  invoiceIssuer: 'invoice_issuer',
  billingPeriod: `strftime(billing_period, '%Y-%m')`,
  team: 'team',
}

/** Told from all facts together and not from one row, so no column holds them. */
type ToldDimension = 'mlClass' | 'accelerator'

/** Column with a human name beside the id, where there is one. */
const NAMES: Partial<Readonly<Record<NamedDimension, string>>> = {
  billingAccount: 'billing_account_name',
  subAccount: 'sub_account_name',
  resource: 'resource_name',
}

const SLOTS = ['tag1', 'tag2', 'tag3', 'tag4', 'tag5', 'tag6', 'tag7', 'tag8'] as const

/** Binds a value and gives its placeholder. */
export type Bind = (value: string) => string

/** Where the tags are that have a column of their own: folded key → slot, 1 to 8. */
export type PromotedTags = ReadonlyMap<string, number>

/** SQL expression of a dimension; a tag key is bound, never written into the text. */
export function dimensionSql(dimension: Dimension, promoted: PromotedTags, bind: Bind): string {
  if (isTold(dimension)) return mlThingSql(dimension, bind)
  if (!isTag(dimension)) return COLUMNS[dimension as keyof typeof COLUMNS]
  const key = foldTagKey(tagKey(dimension))
  const slot = SLOTS[(promoted.get(key) ?? 0) - 1]
  if (slot !== undefined) return slot
  return `list_filter(map_entries(tags), lambda entry: ${foldTagKeySql('entry.key')} = ${bind(key)})[1].value`
}

/** SQL expression of the dimension's human name, `null` where it has none. */
export function dimensionNameSql(dimension: Dimension): string {
  const column = isTag(dimension) ? undefined : NAMES[dimension as NamedDimension]
  return column ?? 'null::varchar'
}

/**
 * Reads `service` or `tag:<percent-encoded key>`.
 * @throws INVALID_INPUT for anything else, with the nearest name that exists
 */
export function parseDimension(text: string, parameter: string): Dimension {
  if (isTag(text)) {
    if (tagKey(text) === '')
      throw new AppError('INVALID_INPUT', `${parameter}: "tag:" needs a key behind it.`)
    return text
  }
  const known = DIMENSIONS.find((dimension) => dimension === text)
  if (known !== undefined) return known
  throw new AppError(
    'INVALID_INPUT',
    `${parameter}: there is no dimension "${clip(text)}"${suggest(clip(text), DIMENSIONS)}. Known: ${DIMENSIONS.join(', ')}, tag:<key>.`,
    { details: { parameter } },
  )
}

/** Whether a dimension needs all facts: a rule that decides on one line as it comes in cannot use it. */
export function isTold(dimension: Dimension): dimension is ToldDimension {
  return dimension === 'mlClass' || dimension === 'accelerator'
}

/** How people read a dimension: `service`, `tag:cost center`. */
export function dimensionLabel(dimension: Dimension): string {
  return isTag(dimension) ? `tag:${tagKey(dimension)}` : dimension
}

/** The part of a text that an error message repeats. */
export function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function isTag(dimension: string): dimension is `tag:${string}` {
  return dimension.startsWith('tag:')
}

function tagKey(dimension: `tag:${string}`): string {
  try {
    return decodeURIComponent(dimension.slice(4))
  } catch (cause) {
    throw new AppError('INVALID_INPUT', `The tag key of "${clip(dimension)}" is not percent-encoded UTF-8.`, {
      cause,
    })
  }
}
