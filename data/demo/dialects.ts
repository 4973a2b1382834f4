import type { SourceId } from './types.ts'

/** Month 0–12 in which the main payer changed to FOCUS 1.2. */
export const FOCUS_1_2_FROM = 4

/** How one export of one source looks: its FOCUS version, its columns and its file. */
export interface Dialect {
  readonly columns: readonly string[]
  readonly file: 'csv.gz' | 'csv' | 'parquet'
  /** Parquet files of AWS hold tags as a map, all others as JSON text. */
  readonly tagsAsMap: boolean
}

const FOCUS_1_0 =
  `AvailabilityZone BilledCost BillingAccountId BillingAccountName BillingCurrency BillingPeriodEnd
  BillingPeriodStart ChargeCategory ChargeClass ChargeDescription ChargeFrequency ChargePeriodEnd ChargePeriodStart
  CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName CommitmentDiscountStatus
  CommitmentDiscountType ConsumedQuantity ConsumedUnit ContractedCost ContractedUnitPrice EffectiveCost
  InvoiceIssuerName ListCost ListUnitPrice PricingCategory PricingQuantity PricingUnit ProviderName PublisherName
  RegionId RegionName ResourceId ResourceName ResourceType ServiceCategory ServiceName SkuId SkuPriceId SubAccountId
  SubAccountName Tags`.split(/\s+/)

const FOCUS_1_2 = [
  ...FOCUS_1_0,
  ...`BillingAccountType CapacityReservationId CapacityReservationStatus CommitmentDiscountQuantity
  CommitmentDiscountUnit InvoiceId PricingCurrency ServiceSubcategory SkuMeter SkuPriceDetails
  SubAccountType`.split(/\s+/),
].sort()

const FOCUS_1_3 = [...FOCUS_1_2, 'HostProviderName', 'ServiceProviderName'].sort()

const AWS_1_0 = [
  ...FOCUS_1_0,
  'x_CostCategories',
  'x_Discounts',
  'x_Operation',
  'x_ServiceCode',
  'x_UsageType',
]
const AWS_1_2 = [...FOCUS_1_2, 'x_Discounts', 'x_Operation', 'x_ServiceCode', 'x_UsageType']
const AZURE = ['x_SkuMeterCategory', 'x_SkuMeterName', 'x_ResourceGroupName', 'x_SkuTerm']
const AZURE_1_0 = [
  ...FOCUS_1_0.filter((column) => column !== 'AvailabilityZone'),
  'BillingAccountType',
  'SubAccountType',
  ...AZURE,
]

/** The dialect of a source in month 0–12; the main payer changed its export from FOCUS 1.0 to 1.2. */
export function dialectOf(source: SourceId, month: number): Dialect {
  const json = { tagsAsMap: false }
  switch (source) {
    case 'aws-main':
      return month < FOCUS_1_2_FROM
        ? { columns: AWS_1_0, file: 'csv.gz', ...json }
        : { columns: AWS_1_2, file: 'parquet', tagsAsMap: true }
    case 'aws-pinemoor':
      return { columns: AWS_1_2, file: 'csv.gz', ...json }
    case 'azure-ea':
      return { columns: AZURE_1_0, file: 'csv.gz', ...json }
    case 'azure-mca':
      return { columns: [...FOCUS_1_2, ...AZURE], file: 'parquet', ...json }
    case 'gcp-us':
      return { columns: FOCUS_1_2, file: 'parquet', ...json }
    case 'gcp-eu':
      return { columns: FOCUS_1_3, file: 'csv', ...json }
  }
}
