import { expect, test } from 'vitest'
import type { Reader } from '../reader.ts'
import { awsCur } from './aws-cur.ts'
import { azureCost } from './azure-cost.ts'
import { focus } from './focus.ts'
import { gcpBilling } from './gcp-billing.ts'
import { base as curLine, RI, SP } from './support/aws-cur-lines.ts'
import { base as azureLine } from './support/azure-lines.ts'
import { base as googleLine } from './support/gcp-lines.ts'
import { type RawRow, selectMapped } from './support/run-mapping.ts'

const VALUES = [
  '',
  'NULL',
  'NaN',
  '1e309',
  '-1e30',
  '9'.repeat(60),
  '9999999999999999999999.99999999999999',
  'inf',
  '[',
  '{',
  '[1, "a", null]',
  '[{"key": 1, "value": {"a": []}}]',
  '[{"amount": "x"}]',
  '[{"amount": 9999999999999999999999.9, "type": "PROMOTION"}]',
  '{"__proto__": "x"}',
  '['.repeat(100_000),
  `${'['.repeat(5000)}${']'.repeat(5000)}`,
  '{"a":'.repeat(100_000),
  `'; drop table raw; --`,
  '%_\\',
  '2026-13-45',
  '0/0/0',
  '99/99/9999',
  '0 Hours',
  '99999999999999999999999999 Hours',
]

const focusLine = {
  BilledCost: '1',
  BillingAccountId: '1',
  BillingCurrency: 'USD',
  BillingPeriodStart: '2026-07-01T00:00:00Z',
  BillingPeriodEnd: '2026-08-01T00:00:00Z',
  ChargeCategory: 'Usage',
  ChargePeriodStart: '2026-07-01T00:00:00Z',
  ServiceCategory: 'Compute',
  Tags: '{}',
  x_Project: '{}',
  x_CostType: 'regular',
} satisfies RawRow

const splitLine = {
  ...curLine,
  'splitLineItem/ParentResourceId': 'i-0abc',
  'splitLineItem/SplitCost': '0.1',
  'splitLineItem/UnusedCost': '0',
  'lineItem/NetUnblendedCost': '0.1',
  'savingsPlan/NetRecurringCommitmentForBillingPeriod': '0.1',
  product: '{}',
  resource_tags: '{}',
}

const cases: readonly { reader: Reader; line: RawRow }[] = [
  { reader: focus, line: focusLine },
  {
    reader: awsCur,
    line: { ...curLine, 'lineItem/LineItemType': 'RIFee', 'reservation/ReservationARN': RI },
  },
  {
    reader: awsCur,
    line: {
      ...splitLine,
      'lineItem/LineItemType': 'SavingsPlanRecurringFee',
      'savingsPlan/SavingsPlanARN': SP,
    },
  },
  { reader: azureCost, line: { ...azureLine, pricingCurrency: 'USD', exchangeRatePricingToBilling: '0.5' } },
  { reader: gcpBilling, line: googleLine },
]

test.each(cases)(
  '$reader.id: no value of any column makes it fail or lose a row',
  async ({ reader, line }) => {
    const names = Object.keys(line)
    const rows = names.flatMap((name) => VALUES.map((value) => ({ ...line, [name]: value })))
    const mapped = await selectMapped(reader.map({ name: 'x.csv', header: names }), names, [rows])

    expect(new Set(mapped.map((row) => row['__row'])).size).toBe(rows.length)
  },
)

test('a column name with quotes in it is only a name', async () => {
  const line = { ...focusLine, 'x_a"b; drop': 'kept' }
  const names = Object.keys(line)
  const [row] = await selectMapped(focus.map({ name: 'x.csv', header: names }), names, [[line]])

  expect(row?.['x_a"b; drop']).toBe('kept')
})
