import { type MappedRow, plainNumber, type RawRow } from './run-mapping.ts'

/** For tests: lines of a legacy report. */
export const RI = 'arn:aws:ec2:us-east-1:111122223333:reserved-instances/ri-1'
export const SP = 'arn:aws:savingsplans::111122223333:savingsplan/sp-1'

export const base = {
  'bill/PayerAccountId': '111122223333',
  'bill/BillingPeriodStartDate': '2026-07-01T00:00:00Z',
  'bill/BillingPeriodEndDate': '2026-08-01T00:00:00Z',
  'bill/BillType': 'Anniversary',
  'bill/BillingEntity': 'AWS',
  'lineItem/UsageAccountId': '444455556666',
  'lineItem/UsageStartDate': '2026-07-03T04:00:00Z',
  'lineItem/UsageEndDate': '2026-07-03T05:00:00Z',
  'lineItem/ProductCode': 'AmazonEC2',
  'lineItem/UsageType': 'BoxUsage:m5.xlarge',
  'lineItem/Operation': 'RunInstances',
  'lineItem/ResourceId': 'i-0abc',
  'lineItem/UsageAmount': '1',
  'lineItem/CurrencyCode': 'USD',
  'lineItem/LineItemType': 'Usage',
  'lineItem/LineItemDescription': 'one hour',
  'lineItem/TaxType': '',
  'lineItem/UnblendedRate': '0.192',
  'lineItem/UnblendedCost': '0.192',
  'lineItem/BlendedCost': '0.19',
  'product/ProductName': 'Amazon Elastic Compute Cloud',
  'product/region': 'us-east-1',
  'pricing/unit': 'Hrs',
  'pricing/publicOnDemandCost': '0.192',
  'pricing/publicOnDemandRate': '0.192',
  'reservation/ReservationARN': '',
  'reservation/EffectiveCost': '',
  'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': '',
  'reservation/UnusedRecurringFee': '',
  'reservation/UnusedQuantity': '',
  'savingsPlan/SavingsPlanARN': '',
  'savingsPlan/SavingsPlanEffectiveCost': '',
  'savingsPlan/TotalCommitmentToDate': '',
  'savingsPlan/UsedCommitment': '',
  'savingsPlan/AmortizedUpfrontCommitmentForBillingPeriod': '',
  'savingsPlan/RecurringCommitmentForBillingPeriod': '',
} satisfies RawRow

export const noResource = {
  'lineItem/ResourceId': '',
  'pricing/publicOnDemandCost': '',
  'pricing/publicOnDemandRate': '',
}

/** [category, class, commitment status, billed, effective, contracted, list] of a row. */
export type Golden = readonly (string | null)[]

export function figures(row: MappedRow): Golden {
  return [
    row['ChargeCategory'] ?? null,
    row['ChargeClass'] ?? null,
    row['CommitmentDiscountStatus'] ?? null,
    ...['BilledCost', 'EffectiveCost', 'ContractedCost', 'ListCost'].map((name) => plainNumber(row[name])),
  ]
}
