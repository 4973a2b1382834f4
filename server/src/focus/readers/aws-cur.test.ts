import { expect, test } from 'vitest'
import { awsCur } from './aws-cur.ts'
import { base, figures, type Golden, noResource, RI, SP } from './support/aws-cur-lines.ts'
import { type RawRow, runMapping } from './support/run-mapping.ts'

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
    // Support, a domain: nothing amortises it, so it counts where it stands. Its subscription id is no reservation.
    name: 'Fee',
    line: {
      ...noResource,
      'lineItem/LineItemType': 'Fee',
      'lineItem/UnblendedCost': '100',
      'reservation/SubscriptionId': '12345',
    },
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
    rows: [['Adjustment', null, null, '0', '0', '0', '0']],
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
