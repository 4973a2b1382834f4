/** What costs can be grouped and filtered by; `tag:<key>` comes on top, with the key percent-encoded. */
export const DIMENSIONS = [
  'provider',
  'billingAccount',
  'subAccount',
  'subAccountName',
  'orgUnit',
  'service',
  'serviceCategory',
  'region',
  'resource',
  'resourceName',
  'resourceGroup',
  'resourceType',
  'chargeCategory',
  'chargeFrequency',
  'pricingCategory',
  'commitmentStatus',
  'sku',
  'usageType',
  'publisher',
  'invoiceIssuer',
  'billingPeriod',
  'team',
  'mlClass',
  'accelerator',
] as const

export type NamedDimension = (typeof DIMENSIONS)[number]
export type Dimension = NamedDimension | `tag:${string}`

export const METRICS = ['effective', 'billed', 'contracted', 'list'] as const
export type Metric = (typeof METRICS)[number]

export const CHARGES = ['cost', 'usage', 'all'] as const
export type Charges = (typeof CHARGES)[number]

export const GRANULARITIES = ['daily', 'weekly', 'monthly', 'total'] as const
export type Granularity = (typeof GRANULARITIES)[number]

export const COMPARISONS = ['previous', 'year'] as const
export type Comparison = (typeof COMPARISONS)[number]

export const ALIGNMENTS = ['dow', 'date', 'norm'] as const
export type Alignment = (typeof ALIGNMENTS)[number]

export const FILTER_OPS = ['is', 'not', 'contains', 'absent'] as const
export type FilterOp = (typeof FILTER_OPS)[number]
