import type { FocusVersion } from '../../readers/support/focus-version.ts'
import { defineRules, type RowRule } from '../rule.ts'

const UP_TO_1_2: readonly FocusVersion[] = ['0.5', '1.0-preview', '1.0', '1.1', '1.2']

/** Columns that hold a value on every row. Those without which a row is rejected are not repeated here. */
export const mandatoryRules = defineRules([
  filled('BillingPeriodEnd-C-003-M', 'BillingPeriodEnd'),
  filled('ChargePeriodEnd-C-003-M', 'ChargePeriodEnd'),
  filled('EffectiveCost-C-003-M', 'EffectiveCost'),
  filled('ListCost-C-003-M', 'ListCost'),
  filled('ContractedCost-C-003-M', 'ContractedCost'),
  filled('InvoiceIssuerName-C-003-M', 'InvoiceIssuerName'),
  filled('ServiceName-C-003-M', 'ServiceName'),
  filled('ServiceCategory-C-002-M', 'ServiceCategory'),
  filled('ServiceSubcategory-C-002-M', 'ServiceSubcategory'),
  filled('ChargeFrequency-C-002-M', 'ChargeFrequency'),
  filled('BillingAccountType-C-005-C', 'BillingAccountType'),
  filled('PricingCurrency-C-004-M', 'PricingCurrency'),
  filled('PricingCurrencyEffectiveCost-C-003-M', 'PricingCurrencyEffectiveCost'),
  filled('ProviderName-C-003-M', 'ProviderName', UP_TO_1_2),
  filled('PublisherName-C-003-M', 'PublisherName', UP_TO_1_2),
  filled('OUTLAY-SERVICE-PROVIDER', 'ServiceProviderName'),
  { ...filled('ChargeDescription-C-003-O', 'ChargeDescription'), level: 'warning' },
])

function filled(id: string, column: string, versions?: readonly FocusVersion[]): RowRule {
  return {
    id,
    title: `${column} is never empty`,
    level: 'error',
    kind: 'row',
    columns: [column],
    ...(versions ? { versions } : {}),
    violation: `${column} is null`,
    clean: [{}],
    violating: [{ [column]: null }],
  }
}
