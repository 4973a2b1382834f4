import { defineRules, type FixtureRow, type RowRule } from '../rule.ts'
import { PRICED } from '../sql.ts'

const TAX: FixtureRow = {
  ChargeCategory: 'Tax',
  PricingCategory: null,
  PricingQuantity: null,
  PricingUnit: null,
  ListUnitPrice: null,
  ContractedUnitPrice: null,
  SkuId: null,
  SkuPriceId: null,
  PricingCurrencyListUnitPrice: null,
  PricingCurrencyContractedUnitPrice: null,
}

/** What a charge's category and frequency allow its price columns to hold. */
export const chargeCategoryRules = defineRules([
  {
    id: 'ChargeFrequency-C-004-C',
    title: 'A purchase is never charged by usage',
    level: 'error',
    kind: 'row',
    columns: ['ChargeCategory', 'ChargeFrequency'],
    violation: `ChargeCategory = 'Purchase' and ChargeFrequency = 'Usage-Based'`,
    clean: [{ ChargeCategory: 'Purchase', ChargeFrequency: 'One-Time' }],
    violating: [{ ChargeCategory: 'Purchase', ChargeFrequency: 'Usage-Based' }],
  },
  emptyOnTax('PricingCategory-C-003-C', 'PricingCategory'),
  emptyOnTax('PricingQuantity-C-004-C', 'PricingQuantity'),
  emptyOnTax('ListUnitPrice-C-004-C', 'ListUnitPrice'),
  emptyOnTax('ContractedUnitPrice-C-005-C', 'ContractedUnitPrice'),
  emptyOnTax('SkuId-C-004-C', 'SkuId'),
  emptyOnTax('SkuPriceId-C-004-C', 'SkuPriceId'),
  emptyOnTax('PricingCurrencyListUnitPrice-C-004-C', 'PricingCurrencyListUnitPrice'),
  emptyOnTax('PricingCurrencyContractedUnitPrice-C-004-C', 'PricingCurrencyContractedUnitPrice'),
  filledWhenPriced('PricingCategory-C-004-C', 'PricingCategory'),
  filledWhenPriced('PricingQuantity-C-005-C', 'PricingQuantity'),
  filledWhenPriced('ListUnitPrice-C-005-C', 'ListUnitPrice'),
  filledWhenPriced('ContractedUnitPrice-C-006-C', 'ContractedUnitPrice'),
  filledWhenPriced('SkuId-C-005-C', 'SkuId'),
  filledWhenPriced('SkuPriceId-C-005-C', 'SkuPriceId'),
  filledWhenPriced('PricingCurrencyListUnitPrice-C-005-C', 'PricingCurrencyListUnitPrice'),
  filledWhenPriced('PricingCurrencyContractedUnitPrice-C-005-C', 'PricingCurrencyContractedUnitPrice'),
])

function emptyOnTax(id: string, column: string): RowRule {
  return {
    id,
    title: `${column} is empty on a tax`,
    level: 'error',
    kind: 'row',
    columns: ['ChargeCategory', column],
    violation: `ChargeCategory = 'Tax' and ${column} is not null`,
    clean: [TAX],
    violating: [{ ChargeCategory: 'Tax' }],
  }
}

function filledWhenPriced(id: string, column: string): RowRule {
  return {
    id,
    title: `${column} is filled on usage and purchases that are no correction`,
    level: 'error',
    kind: 'row',
    columns: ['ChargeCategory', 'ChargeClass', column],
    mayLack: ['ChargeClass'],
    violation: `${PRICED} and ${column} is null`,
    clean: [{}, { ChargeClass: 'Correction', [column]: null }, { ChargeCategory: 'Credit', [column]: null }],
    violating: [{ [column]: null }, { ChargeCategory: 'Purchase', [column]: null }],
  }
}
