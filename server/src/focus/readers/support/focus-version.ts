import { foldCase } from './header.ts'

export type FocusVersion = '0.5' | '1.0-preview' | '1.0' | '1.1' | '1.2' | '1.3' | '1.4'

/**
 * The version whose columns a header has: the newest one that alone explains them. Users may leave columns out of an
 * export, so it is a lower bound.
 */
export function focusVersion(header: readonly string[]): FocusVersion {
  const names = new Set(header.map(foldCase))
  const any = (...columns: readonly string[]) => columns.some((column) => names.has(foldCase(column)))
  if (any('AmortizedCost') || (any('ChargeType') && !any('ChargeCategory'))) return '0.5'
  if (any('UsageQuantity', 'UsageUnit', 'ChargeSubcategory', 'Provider', 'Publisher')) return '1.0-preview'
  if (any('InvoiceDetailId', 'CommitmentProgramEligibilityDetails')) return '1.4'
  if (any(...SINCE_1_3)) return any('ProviderName', 'PublisherName') ? '1.3' : '1.4'
  if (any(...SINCE_1_2)) return '1.2'
  return any(...SINCE_1_1) ? '1.1' : '1.0'
}

const SINCE_1_3 = [
  'AllocatedMethodId',
  'AllocatedResourceId',
  'AllocatedTags',
  'ContractApplied',
  'HostProviderName',
  'ServiceProviderName',
]
// BillingAccountType and SubAccountType are of 1.2 too, but Azure has them in its 1.0.
const SINCE_1_2 = [
  'InvoiceId',
  'PricingCurrency',
  'PricingCurrencyContractedUnitPrice',
  'PricingCurrencyEffectiveCost',
  'PricingCurrencyListUnitPrice',
]
const SINCE_1_1 = [
  'CapacityReservationId',
  'CapacityReservationStatus',
  'CommitmentDiscountQuantity',
  'CommitmentDiscountUnit',
  'ServiceSubcategory',
  'SkuMeter',
  'SkuPriceDetails',
]
