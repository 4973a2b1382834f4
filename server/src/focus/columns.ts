/**
 * Columns of a lake file: FOCUS 1.2 in full, the additions of 1.3 and 1.4, and the `x_` columns that Outlay itself
 * fills from native bills. Other `x_` columns of a bill are kept as text behind these.
 * Source: FOCUS 1.0–1.4, docs/focus.md; money is DECIMAL(38,14): bills carry up to 14 decimals.
 */
export type ColumnType = 'text' | 'money' | 'decimal' | 'time' | 'map' | 'json'

export interface FocusColumn {
  readonly name: string
  readonly type: ColumnType
  /** A row without a readable value in it is rejected with that reason. */
  readonly required?: true
}

export const SQL_TYPES: Record<ColumnType, string> = {
  text: 'VARCHAR',
  money: 'DECIMAL(38,14)',
  decimal: 'DECIMAL(38,14)',
  time: 'TIMESTAMP',
  map: 'MAP(VARCHAR, VARCHAR)',
  json: 'VARCHAR',
}

export const FOCUS_COLUMNS: readonly FocusColumn[] = [
  { name: 'AvailabilityZone', type: 'text' },
  { name: 'BilledCost', type: 'money', required: true },
  { name: 'BillingAccountId', type: 'text', required: true },
  { name: 'BillingAccountName', type: 'text' },
  { name: 'BillingAccountType', type: 'text' },
  { name: 'BillingCurrency', type: 'text', required: true },
  { name: 'BillingPeriodEnd', type: 'time' },
  { name: 'BillingPeriodStart', type: 'time', required: true },
  { name: 'CapacityReservationId', type: 'text' },
  { name: 'CapacityReservationStatus', type: 'text' },
  { name: 'ChargeCategory', type: 'text', required: true },
  { name: 'ChargeClass', type: 'text' },
  { name: 'ChargeDescription', type: 'text' },
  { name: 'ChargeFrequency', type: 'text' },
  { name: 'ChargePeriodEnd', type: 'time' },
  { name: 'ChargePeriodStart', type: 'time', required: true },
  { name: 'CommitmentDiscountCategory', type: 'text' },
  { name: 'CommitmentDiscountId', type: 'text' },
  { name: 'CommitmentDiscountName', type: 'text' },
  { name: 'CommitmentDiscountQuantity', type: 'decimal' },
  { name: 'CommitmentDiscountStatus', type: 'text' },
  { name: 'CommitmentDiscountType', type: 'text' },
  { name: 'CommitmentDiscountUnit', type: 'text' },
  { name: 'ConsumedQuantity', type: 'decimal' },
  { name: 'ConsumedUnit', type: 'text' },
  { name: 'ContractedCost', type: 'money' },
  { name: 'ContractedUnitPrice', type: 'decimal' },
  { name: 'EffectiveCost', type: 'money' },
  { name: 'InvoiceId', type: 'text' },
  { name: 'InvoiceIssuerName', type: 'text' },
  { name: 'ListCost', type: 'money' },
  { name: 'ListUnitPrice', type: 'decimal' },
  { name: 'PricingCategory', type: 'text' },
  { name: 'PricingCurrency', type: 'text' },
  { name: 'PricingCurrencyContractedUnitPrice', type: 'decimal' },
  { name: 'PricingCurrencyEffectiveCost', type: 'money' },
  { name: 'PricingCurrencyListUnitPrice', type: 'decimal' },
  { name: 'PricingQuantity', type: 'decimal' },
  { name: 'PricingUnit', type: 'text' },
  { name: 'ProviderName', type: 'text' },
  { name: 'PublisherName', type: 'text' },
  { name: 'RegionId', type: 'text' },
  { name: 'RegionName', type: 'text' },
  { name: 'ResourceId', type: 'text' },
  { name: 'ResourceName', type: 'text' },
  { name: 'ResourceType', type: 'text' },
  { name: 'ServiceCategory', type: 'text' },
  { name: 'ServiceName', type: 'text' },
  { name: 'ServiceSubcategory', type: 'text' },
  { name: 'SkuId', type: 'text' },
  { name: 'SkuMeter', type: 'text' },
  { name: 'SkuPriceDetails', type: 'json' },
  { name: 'SkuPriceId', type: 'text' },
  { name: 'SubAccountId', type: 'text' },
  { name: 'SubAccountName', type: 'text' },
  { name: 'SubAccountType', type: 'text' },
  { name: 'Tags', type: 'map' },
  // FOCUS 1.3
  { name: 'AllocatedMethodDetails', type: 'json' },
  { name: 'AllocatedMethodId', type: 'text' },
  { name: 'AllocatedResourceId', type: 'text' },
  { name: 'AllocatedResourceName', type: 'text' },
  { name: 'AllocatedTags', type: 'map' },
  { name: 'ContractApplied', type: 'json' },
  { name: 'HostProviderName', type: 'text' },
  { name: 'ServiceProviderName', type: 'text' },
  // FOCUS 1.4
  { name: 'CommitmentProgramEligibilityDetails', type: 'json' },
  { name: 'InvoiceDetailId', type: 'text' },
  // Outlay's own, filled by readers of native bills and by collectors
  { name: 'x_ServiceCode', type: 'text' },
  { name: 'x_UsageType', type: 'text' },
  { name: 'x_Operation', type: 'text' },
  { name: 'x_LineItemType', type: 'text' },
  { name: 'x_BlendedCost', type: 'money' },
  { name: 'x_UnblendedCost', type: 'money' },
  { name: 'x_OrgUnit', type: 'text' },
  { name: 'x_CostCategories', type: 'map' },
  { name: 'x_BilledCostInUsd', type: 'money' },
  { name: 'x_CurrencyConversionRate', type: 'decimal' },
  { name: 'x_InvoiceMonth', type: 'text' },
  /**
   * `both`: counts always. `alone`: counts only on days on which the sibling data set of the same account (Azure actual
   * beside amortized) is absent. Null means `both`.
   */
  { name: 'x_Part', type: 'text' },
]
