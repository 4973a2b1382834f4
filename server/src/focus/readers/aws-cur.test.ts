import { expect, test } from 'vitest'
import { awsCur } from './aws-cur.ts'
import { plainNumber, type RawRow, runMapping } from './support/run-mapping.ts'

const RI = 'arn:aws:ec2:us-east-1:111122223333:reserved-instances/ri-1'
const SP = 'arn:aws:savingsplans::111122223333:savingsplan/sp-1'

const base = {
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

const noResource = {
  'lineItem/ResourceId': '',
  'pricing/publicOnDemandCost': '',
  'pricing/publicOnDemandRate': '',
}

/** [category, class, commitment status, billed, effective, contracted, list] of each row, in order. */
type Golden = readonly (string | null)[]

const gross: readonly { name: string; line: RawRow; rows: readonly Golden[] }[] = [
  {
    // One hour at the public rate of 0.192.
    name: 'Usage',
    line: {},
    rows: [['Usage', null, null, '0.192', '0.192', '0.192', '0.192']],
  },
  {
    // Nothing is billed for a covered hour; 0.12 is its share of fee and upfront; 0.192 is what it costs on demand.
    name: 'DiscountedUsage',
    line: {
      'lineItem/LineItemType': 'DiscountedUsage',
      'lineItem/UnblendedCost': '0',
      'reservation/ReservationARN': RI,
      'reservation/EffectiveCost': '0.12',
    },
    rows: [['Usage', null, 'Used', '0', '0.12', '0.192', '0.192']],
  },
  {
    // A month's fee of 59.52 is cash; of fee and upfront 7.44 + 2.06 = 9.5 found no use.
    name: 'RIFee',
    line: {
      ...noResource,
      'lineItem/LineItemType': 'RIFee',
      'lineItem/UnblendedCost': '59.52',
      'lineItem/UsageAmount': '744',
      'reservation/ReservationARN': RI,
      'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': '2.06',
      'reservation/UnusedRecurringFee': '7.44',
      'reservation/UnusedQuantity': '93',
    },
    rows: [
      ['Purchase', null, null, '59.52', '0', '59.52', '59.52'],
      ['Usage', null, 'Unused', '0', '9.5', '0', '0'],
    ],
  },
  {
    name: 'RIFee, all of it used',
    line: {
      ...noResource,
      'lineItem/LineItemType': 'RIFee',
      'lineItem/UnblendedCost': '59.52',
      'reservation/ReservationARN': RI,
      'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': '0',
      'reservation/UnusedRecurringFee': '0.0',
    },
    rows: [['Purchase', null, null, '59.52', '0', '59.52', '59.52']],
  },
  {
    // The upfront payment of a reservation: amortised on the rows of the usage that it covers.
    name: 'Fee of a reservation',
    line: {
      ...noResource,
      'lineItem/LineItemType': 'Fee',
      'lineItem/UnblendedCost': '1000',
      'bill/BillType': 'Purchase',
      'reservation/ReservationARN': RI,
    },
    rows: [['Purchase', null, null, '1000', '0', '1000', '1000']],
  },
  {
    // Support, a domain: nothing amortises it, so it counts where it stands.
    name: 'Fee',
    line: { ...noResource, 'lineItem/LineItemType': 'Fee', 'lineItem/UnblendedCost': '100' },
    rows: [['Purchase', null, null, '100', '100', '100', '100']],
  },
  {
    // Unblended shows the on-demand price, which the negation takes back: nothing is billed.
    name: 'SavingsPlanCoveredUsage',
    line: {
      'lineItem/LineItemType': 'SavingsPlanCoveredUsage',
      'savingsPlan/SavingsPlanARN': SP,
      'savingsPlan/SavingsPlanEffectiveCost': '0.14',
    },
    rows: [['Usage', null, 'Used', '0', '0.14', '0.192', '0.192']],
  },
  {
    name: 'SavingsPlanNegation',
    line: {
      ...noResource,
      'lineItem/LineItemType': 'SavingsPlanNegation',
      'lineItem/UnblendedCost': '-0.192',
      'savingsPlan/SavingsPlanARN': SP,
    },
    rows: [['Usage', null, 'Used', '0', '0', '0', '0']],
  },
  {
    // One hour of a plan of 1.00, of which 0.6 is paid now and 0.4 was paid upfront; 1.00 − 0.92 = 0.08 was not used.
    name: 'SavingsPlanRecurringFee',
    line: {
      ...noResource,
      'lineItem/LineItemType': 'SavingsPlanRecurringFee',
      'lineItem/UnblendedCost': '0.6',
      'savingsPlan/SavingsPlanARN': SP,
      'savingsPlan/TotalCommitmentToDate': '1.00',
      'savingsPlan/UsedCommitment': '0.92',
    },
    rows: [
      ['Purchase', null, null, '0.6', '0', '0.6', '0.6'],
      ['Usage', null, 'Unused', '0', '0.08', '0', '0'],
    ],
  },
  {
    name: 'SavingsPlanUpfrontFee',
    line: {
      ...noResource,
      'lineItem/LineItemType': 'SavingsPlanUpfrontFee',
      'lineItem/UnblendedCost': '3504',
      'savingsPlan/SavingsPlanARN': SP,
    },
    rows: [['Purchase', null, null, '3504', '0', '3504', '3504']],
  },
  {
    name: 'Credit',
    line: { ...noResource, 'lineItem/LineItemType': 'Credit', 'lineItem/UnblendedCost': '-25' },
    rows: [['Credit', null, null, '-25', '-25', '-25', '-25']],
  },
  {
    // The usage type says what was refunded.
    name: 'Refund of usage',
    line: { ...noResource, 'lineItem/LineItemType': 'Refund', 'lineItem/UnblendedCost': '-4' },
    rows: [['Usage', 'Correction', null, '-4', '-4', '-4', '-4']],
  },
  {
    name: 'Refund without origin',
    line: {
      ...noResource,
      'lineItem/LineItemType': 'Refund',
      'lineItem/UsageType': '',
      'lineItem/UnblendedCost': '-4',
    },
    rows: [['Credit', null, null, '-4', '-4', '-4', '-4']],
  },
  {
    name: 'Tax',
    line: {
      ...noResource,
      'lineItem/LineItemType': 'Tax',
      'lineItem/UsageType': '',
      'lineItem/TaxType': 'VAT',
      'lineItem/UnblendedCost': '19',
    },
    rows: [['Tax', null, null, '19', '19', '19', '19']],
  },
  ...['EdpDiscount', 'PrivateRateDiscount', 'BundledDiscount'].map((name) => ({
    // A discount changes what was agreed to be paid, not the list price.
    name,
    line: { ...noResource, 'lineItem/LineItemType': name, 'lineItem/UnblendedCost': '-0.01728' },
    rows: [['Usage', null, null, '-0.01728', '-0.01728', '-0.01728', '0']],
  })),
  {
    // Reserved capacity that stood empty for an hour, at the on-demand rate.
    name: 'Usage of an unused box',
    line: {
      'lineItem/UsageType': 'UnusedBox:m5.xlarge',
      'lineItem/ResourceId': 'arn:aws:ec2:us-east-1:444455556666:capacity-reservation/cr-1',
    },
    rows: [['Usage', null, null, '0.192', '0.192', '0.192', '0.192']],
  },
  {
    // Prepaid for the whole block: cash on the purchase, cost on the amortised row.
    name: 'capacity block',
    line: {
      ...noResource,
      'lineItem/LineItemType': 'Fee',
      'lineItem/UsageType': 'USE1-CapacityBlock:p5.48xlarge',
      'lineItem/UnblendedCost': '7500',
    },
    rows: [
      ['Purchase', null, null, '7500', '0', '7500', '7500'],
      ['Usage', null, null, '0', '7500', '0', '0'],
    ],
  },
  {
    name: 'a line type that nobody has seen yet',
    line: { ...noResource, 'lineItem/LineItemType': 'Novelty', 'lineItem/UnblendedCost': '1' },
    rows: [['Adjustment', null, null, '1', '1', '1', '1']],
  },
]

test.each(gross)('$name', async ({ line, rows }) => {
  const { rows: mapped } = await runMapping(awsCur, [{ ...base, ...line }])

  expect(mapped.map(figures)).toEqual(rows)
  expect(mapped.map((row) => row['__row'])).toEqual(rows.map(() => '1'))
})

const netBase = {
  ...base,
  // 10 % negotiated
  'lineItem/NetUnblendedCost': '0.1728',
  'lineItem/NetUnblendedRate': '0.1728',
  'reservation/NetEffectiveCost': '',
  'reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod': '',
  'reservation/NetUnusedRecurringFee': '',
  'savingsPlan/NetSavingsPlanEffectiveCost': '',
  'savingsPlan/NetAmortizedUpfrontCommitmentForBillingPeriod': '',
  'savingsPlan/NetRecurringCommitmentForBillingPeriod': '',
} satisfies RawRow

const net: readonly { name: string; line: RawRow; rows: readonly Golden[] }[] = [
  {
    name: 'Usage',
    line: {},
    rows: [['Usage', null, null, '0.1728', '0.1728', '0.1728', '0.192']],
  },
  {
    // 0.12 less 10 %; what the hour would cost on demand under the agreement is not in the report.
    name: 'DiscountedUsage',
    line: {
      'lineItem/LineItemType': 'DiscountedUsage',
      'lineItem/UnblendedCost': '0',
      'lineItem/NetUnblendedCost': '0',
      'reservation/ReservationARN': RI,
      'reservation/EffectiveCost': '0.12',
      'reservation/NetEffectiveCost': '0.108',
    },
    rows: [['Usage', null, 'Used', '0', '0.108', null, '0.192']],
  },
  {
    // 59.52, 2.06 and 7.44, each less 10 %: 53.568 and 1.854 + 6.696 = 8.55.
    name: 'RIFee',
    line: {
      ...noResource,
      'lineItem/LineItemType': 'RIFee',
      'lineItem/UnblendedCost': '59.52',
      'lineItem/NetUnblendedCost': '53.568',
      'reservation/ReservationARN': RI,
      'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': '2.06',
      'reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod': '1.854',
      'reservation/UnusedRecurringFee': '7.44',
      'reservation/NetUnusedRecurringFee': '6.696',
    },
    rows: [
      ['Purchase', null, null, '53.568', '0', '53.568', '59.52'],
      ['Usage', null, 'Unused', '0', '8.55', '0', '0'],
    ],
  },
  {
    name: 'SavingsPlanCoveredUsage',
    line: {
      'lineItem/LineItemType': 'SavingsPlanCoveredUsage',
      'savingsPlan/SavingsPlanARN': SP,
      'savingsPlan/SavingsPlanEffectiveCost': '0.14',
      'savingsPlan/NetSavingsPlanEffectiveCost': '0.126',
    },
    rows: [['Usage', null, 'Used', '0', '0.126', '0.1728', '0.192']],
  },
  {
    // Unused 1.00 − 0.92 = 0.08 at the net rate of (0.36 + 0.54) ÷ (0.4 + 0.6) = 0.9.
    name: 'SavingsPlanRecurringFee',
    line: {
      ...noResource,
      'lineItem/LineItemType': 'SavingsPlanRecurringFee',
      'lineItem/UnblendedCost': '0.6',
      'lineItem/NetUnblendedCost': '0.54',
      'savingsPlan/SavingsPlanARN': SP,
      'savingsPlan/TotalCommitmentToDate': '1.00',
      'savingsPlan/UsedCommitment': '0.92',
      'savingsPlan/AmortizedUpfrontCommitmentForBillingPeriod': '0.4',
      'savingsPlan/NetAmortizedUpfrontCommitmentForBillingPeriod': '0.36',
      'savingsPlan/RecurringCommitmentForBillingPeriod': '0.6',
      'savingsPlan/NetRecurringCommitmentForBillingPeriod': '0.54',
    },
    rows: [
      ['Purchase', null, null, '0.54', '0', '0.54', '0.6'],
      ['Usage', null, 'Unused', '0', '0.072', '0', '0'],
    ],
  },
  {
    // Its 0.0192 are inside the net cost of the usage line already.
    name: 'EdpDiscount',
    line: {
      ...noResource,
      'lineItem/LineItemType': 'EdpDiscount',
      'lineItem/UnblendedCost': '-0.0192',
      'lineItem/NetUnblendedCost': '',
    },
    rows: [['Usage', null, null, '0', '0', '0', '0']],
  },
  {
    name: 'Credit',
    line: {
      ...noResource,
      'lineItem/LineItemType': 'Credit',
      'lineItem/UnblendedCost': '-25',
      'lineItem/NetUnblendedCost': '-25',
    },
    rows: [['Credit', null, null, '-25', '-25', '-25', '-25']],
  },
]

test.each(net)('$name, with net columns', async ({ line, rows }) => {
  const { rows: mapped } = await runMapping(awsCur, [{ ...netBase, ...line }])

  expect(mapped.map(figures)).toEqual(rows)
})

test('a line without a type is rejected, a cost that is no number keeps its text', async () => {
  const { rows } = await runMapping(awsCur, [
    { ...base, 'lineItem/LineItemType': '' },
    { ...base, 'lineItem/UnblendedCost': 'twelve' },
    {
      ...base,
      'lineItem/LineItemType': 'RIFee',
      'reservation/UnusedRecurringFee': 'much',
      'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': '1',
    },
  ])

  expect(rows.map((row) => row['__reject'])).toEqual(['lineItem/LineItemType is empty', null, null, null])
  expect(rows[1]?.['BilledCost']).toBe('twelve')
  expect(rows[3]?.['EffectiveCost']).toBe('much')
})

function figures(row: Readonly<Record<string, string | null>>): (string | null)[] {
  return [
    row['ChargeCategory'] ?? null,
    row['ChargeClass'] ?? null,
    row['CommitmentDiscountStatus'] ?? null,
    ...['BilledCost', 'EffectiveCost', 'ContractedCost', 'ListCost'].map((name) => plainNumber(row[name])),
  ]
}
