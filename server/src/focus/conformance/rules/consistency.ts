import { type AggregateRule, defineRules } from '../rule.ts'

const COVERED = { x_LineItemType: 'SavingsPlanCoveredUsage', x_UnblendedCost: '10' }

/** What must be the same on every row of a thing. A violation is a thing, not a row. */
export const consistencyRules = defineRules([
  onePer('SkuPriceId-C-008-M', 'SkuPriceId', 'SkuId', 'error'),
  onePer('ServiceName-C-005-C', 'ServiceName', 'ServiceCategory', 'error'),
  onePer('ServiceName-C-008-C', 'ServiceName', 'ServiceSubcategory', 'warning'),
  onePer('SkuMeter-C-006-O', 'SkuId', 'SkuMeter', 'warning'),
  onePer('CommitmentDiscountUnit-C-008-M', 'CommitmentDiscountId', 'CommitmentDiscountUnit', 'error'),
  onePer('OUTLAY-COMMITMENT-ONE-CATEGORY', 'CommitmentDiscountId', 'CommitmentDiscountCategory', 'error'),
  onePer('OUTLAY-INVOICE-ONE-CURRENCY', 'InvoiceId', 'BillingCurrency', 'error'),
  onePer('OUTLAY-INVOICE-ONE-ISSUER', 'InvoiceId', 'InvoiceIssuerName', 'error'),
  onePer('OUTLAY-REGION-ONE-NAME', 'RegionId', 'RegionName', 'warning'),
  {
    id: 'OUTLAY-CREDIT-EXCEEDS-CHARGES',
    title: 'Credits of a billing account and currency do not exceed what they are credited against',
    level: 'warning',
    kind: 'aggregate',
    columns: ['BillingAccountId', 'BillingCurrency', 'ChargeCategory', 'BilledCost'],
    groupBy: ['BillingAccountId', 'BillingCurrency'],
    where: `true`,
    having: `sum(BilledCost) filter (where ChargeCategory = 'Credit') < 0 and sum(BilledCost) < 0`,
    evidence: { BilledCost: `cast(sum(BilledCost) as varchar)` },
    clean: [{ BilledCost: '10' }, { ChargeCategory: 'Credit', BilledCost: '-10' }],
    violating: [{ BilledCost: '10' }, { ChargeCategory: 'Credit', BilledCost: '-10.01' }],
  },
  {
    // Both count 0 as billed, so a report with the one and not the other sums up to less than its own column.
    id: 'OUTLAY-PLAN-USAGE-NOT-NEGATED',
    title:
      'Unblended cost of usage under a Savings Plan, which is billed 0, is cancelled by lines SavingsPlanNegation',
    level: 'warning',
    kind: 'aggregate',
    columns: ['BillingAccountId', 'BillingCurrency', 'x_LineItemType', 'x_UnblendedCost'],
    groupBy: ['BillingAccountId', 'BillingCurrency'],
    where: `x_LineItemType in ('SavingsPlanCoveredUsage', 'SavingsPlanNegation')`,
    having: `abs(sum(x_UnblendedCost)) > greatest(0.01, 0.0001 * max(abs(x_UnblendedCost)))`,
    evidence: { x_UnblendedCost: `cast(sum(x_UnblendedCost) as varchar)` },
    clean: [COVERED, { x_LineItemType: 'SavingsPlanNegation', x_UnblendedCost: '-10' }],
    violating: [COVERED, { x_LineItemType: 'SavingsPlanNegation', x_UnblendedCost: '-9.98' }],
  },
])

function onePer(id: string, thing: string, value: string, level: 'error' | 'warning'): AggregateRule {
  return {
    id,
    title: `Each ${thing} has one ${value}`,
    level,
    kind: 'aggregate',
    columns: [thing, value],
    groupBy: [thing],
    where: `${thing} is not null and ${value} is not null`,
    having: `min(${value}) <> max(${value})`,
    evidence: { [value]: `min(${value}) || ' | ' || max(${value})` },
    clean: [
      { [thing]: 'a', [value]: 'x' },
      { [thing]: 'a', [value]: 'x' },
      { [thing]: 'b', [value]: 'y' },
    ],
    violating: [
      { [thing]: 'a', [value]: 'x' },
      { [thing]: 'a', [value]: 'y' },
    ],
  }
}
