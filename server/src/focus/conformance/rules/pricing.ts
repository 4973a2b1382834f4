import { defineRules, type RowRule } from '../rule.ts'
import { differs, double, when } from '../sql.ts'

/** Prices, quantities and the costs that follow from them. Costs may be negative, prices may not. */
export const pricingRules = defineRules([
  {
    id: 'PricingUnit-C-005-C',
    title: 'PricingUnit is empty when PricingQuantity is',
    level: 'error',
    kind: 'row',
    columns: ['PricingQuantity', 'PricingUnit'],
    violation: `PricingQuantity is null and PricingUnit is not null`,
    clean: [{ PricingQuantity: null, PricingUnit: null }],
    violating: [{ PricingQuantity: null }],
  },
  {
    id: 'PricingUnit-C-006-C',
    title: 'PricingUnit is filled when PricingQuantity is',
    level: 'error',
    kind: 'row',
    columns: ['PricingQuantity', 'PricingUnit'],
    violation: `PricingQuantity is not null and PricingUnit is null`,
    clean: [{}],
    violating: [{ PricingUnit: null }],
  },
  notNegative('ListUnitPrice-C-008-M', 'ListUnitPrice'),
  notNegative('ContractedUnitPrice-C-009-C', 'ContractedUnitPrice'),
  notNegative('PricingCurrencyListUnitPrice-C-008-M', 'PricingCurrencyListUnitPrice'),
  notNegative('PricingCurrencyContractedUnitPrice-C-008-C', 'PricingCurrencyContractedUnitPrice'),
  product('ListCost-C-009-C', 'ListUnitPrice', 'ListCost'),
  product('ContractedUnitPrice-C-011-C', 'ContractedUnitPrice', 'ContractedCost'),
  creditMatches('ListCost-C-008-C', 'ListCost', 'ListUnitPrice'),
  creditMatches('ContractedCost-C-008-C', 'ContractedCost', 'ContractedUnitPrice'),
  creditMatches('EffectiveCost-C-010-C', 'EffectiveCost'),
  {
    id: 'OUTLAY-PRICING-CURRENCY-SAME',
    title: 'PricingCurrencyEffectiveCost equals EffectiveCost where both are in one currency',
    level: 'error',
    kind: 'row',
    columns: ['BillingCurrency', 'PricingCurrency', 'EffectiveCost', 'PricingCurrencyEffectiveCost'],
    violation: when(
      `PricingCurrency = BillingCurrency and PricingCurrencyEffectiveCost <> EffectiveCost`,
      differs(double('PricingCurrencyEffectiveCost'), double('EffectiveCost')),
    ),
    clean: [{}, { PricingCurrency: 'EUR', PricingCurrencyEffectiveCost: '7' }],
    violating: [{ PricingCurrencyEffectiveCost: '7' }],
  },
  {
    id: 'PricingCategory-C-009-C',
    title: 'Usage under a commitment is priced as Committed, its purchase is not',
    level: 'error',
    kind: 'row',
    columns: ['ChargeCategory', 'CommitmentDiscountId', 'PricingCategory'],
    violation: `CommitmentDiscountId is not null and PricingCategory is not null
      and (ChargeCategory = 'Usage' and PricingCategory <> 'Committed'
        or ChargeCategory = 'Purchase' and PricingCategory = 'Committed')`,
    clean: [
      { CommitmentDiscountId: 'sp-1', PricingCategory: 'Committed' },
      { CommitmentDiscountId: 'sp-1', ChargeCategory: 'Purchase' },
    ],
    violating: [
      { CommitmentDiscountId: 'sp-1', PricingCategory: 'Standard' },
      { CommitmentDiscountId: 'sp-1', ChargeCategory: 'Purchase', PricingCategory: 'Committed' },
    ],
  },
])

function notNegative(id: string, column: string): RowRule {
  return {
    id,
    title: `${column} is not negative`,
    level: 'error',
    kind: 'row',
    columns: [column],
    violation: `${column} < 0`,
    clean: [{ [column]: '0' }],
    violating: [{ [column]: '-0.01' }],
  }
}

function product(id: string, price: string, cost: string): RowRule {
  return {
    id,
    title: `${price} times PricingQuantity is ${cost}, corrections apart`,
    level: 'error',
    kind: 'row',
    columns: ['ChargeClass', price, 'PricingQuantity', cost],
    mayLack: ['ChargeClass'],
    violation: when(
      `ChargeClass is distinct from 'Correction'`,
      differs(`${double(price)} * ${double('PricingQuantity')}`, double(cost)),
    ),
    clean: [
      { [price]: '0.00000012', PricingQuantity: '100000000', [cost]: '12' },
      { [price]: '0.1', PricingQuantity: '3', [cost]: '0.3000009' },
      { [price]: '1', PricingQuantity: '2', [cost]: '5', ChargeClass: 'Correction' },
    ],
    violating: [{ [price]: '0.1', PricingQuantity: '3', [cost]: '0.30001' }],
  }
}

/** A credit stands for itself: without a unit price, every cost of it is what was billed. */
function creditMatches(id: string, cost: string, price?: string): RowRule {
  const credit = { ChargeCategory: 'Credit', BilledCost: '-3', [cost]: '-3', ...(price && { [price]: null }) }
  return {
    id,
    title: `${cost} of a credit${price ? ` without ${price}` : ''} is its BilledCost`,
    level: 'error',
    kind: 'row',
    columns: ['ChargeCategory', 'BilledCost', cost, ...(price ? [price] : [])],
    ...(price ? { mayLack: [price] } : {}),
    violation: when(
      `ChargeCategory = 'Credit'${price ? ` and ${price} is null` : ''}`,
      differs(double(cost), double('BilledCost')),
    ),
    clean: [credit],
    violating: [{ ...credit, [cost]: '0' }],
  }
}
