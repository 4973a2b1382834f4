import { expect, test } from 'vitest'
import { awsCur } from './aws-cur.ts'
import { base, figures, type Golden, noResource, RI, SP } from './support/aws-cur-lines.ts'
import { plainNumber, type RawRow, runMapping } from './support/run-mapping.ts'

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

test('a plan is counted gross, used and unused: 0.07 of 0.17 is used', async () => {
  const plan = { 'savingsPlan/SavingsPlanARN': SP }
  const { rows } = await runMapping(awsCur, [
    {
      ...netBase,
      ...plan,
      'lineItem/LineItemType': 'SavingsPlanCoveredUsage',
      'savingsPlan/SavingsPlanEffectiveCost': '0.07',
      'savingsPlan/NetSavingsPlanEffectiveCost': '0.0637',
    },
    {
      ...netBase,
      ...noResource,
      ...plan,
      'lineItem/LineItemType': 'SavingsPlanRecurringFee',
      'lineItem/UnblendedCost': '0.17',
      'lineItem/NetUnblendedCost': '0.1547',
      'savingsPlan/TotalCommitmentToDate': '0.17',
      'savingsPlan/UsedCommitment': '0.07',
      'savingsPlan/RecurringCommitmentForBillingPeriod': '0.17',
      'savingsPlan/NetRecurringCommitmentForBillingPeriod': '0.1547',
    },
  ])
  const unused = rows.find((row) => row['CommitmentDiscountStatus'] === 'Unused')

  expect(rows[0]?.['CommitmentDiscountQuantity']).toBe('0.07')
  expect(plainNumber(unused?.['CommitmentDiscountQuantity'])).toBe('0.1')
  expect(plainNumber(unused?.['EffectiveCost'])).toBe('0.091')
})

test('a net report without a net column of the reservation does not mix in the gross one', async () => {
  const { 'reservation/NetEffectiveCost': _left, ...line } = netBase
  const { rows } = await runMapping(awsCur, [
    {
      ...line,
      'lineItem/LineItemType': 'DiscountedUsage',
      'lineItem/UnblendedCost': '0',
      'lineItem/NetUnblendedCost': '0',
      'reservation/ReservationARN': RI,
      'reservation/EffectiveCost': '0.12',
    },
  ])

  expect(rows[0]?.['EffectiveCost']).toBeNull()
})
