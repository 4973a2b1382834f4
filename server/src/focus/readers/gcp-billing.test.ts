import { expect, test } from 'vitest'
import { gcpBilling } from './gcp-billing.ts'
import { base, credit } from './support/gcp-lines.ts'
import { plainNumber, type RawRow, runMapping } from './support/run-mapping.ts'

/** [category, class, billed, effective, contracted, list] */
type Golden = readonly (string | null)[]

const lines: readonly { name: string; line: RawRow; rows: readonly Golden[] }[] = [
  {
    // 12.5 in the price list, 10 in the contract.
    name: 'regular',
    line: {},
    rows: [['Usage', null, '10', '10', '10', '12.5']],
  },
  ...['SUSTAINED_USAGE_DISCOUNT', 'DISCOUNT', 'RESELLER_MARGIN'].map((type) => ({
    // 10 − 3: a lower price for everybody who runs it, so on demand it is 7 as well.
    name: `regular with ${type}`,
    line: { credits: credit(type, -3) },
    rows: [['Usage', null, '7', '7', '7', '12.5']],
  })),
  ...['COMMITTED_USAGE_DISCOUNT', 'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE', 'SUBSCRIPTION_BENEFIT'].map(
    (type) => ({
      // On demand it would be 10, of which 4 are covered: what the promise costs is on its fee's row.
      name: `regular, partly covered by ${type}`,
      line: { credits: credit(type, -4) },
      rows: [
        ['Usage', null, '0', '0', '4', '5'],
        ['Usage', null, '6', '6', '6', '7.5'],
      ],
    }),
  ),
  ...['COMMITTED_USAGE_DISCOUNT', 'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE', 'SUBSCRIPTION_BENEFIT'].map(
    (type) => ({
      name: `regular, covered by ${type}`,
      line: { credits: credit(type, -10) },
      rows: [['Usage', null, '0', '0', '10', '12.5']],
    }),
  ),
  ...['PROMOTION', 'FREE_TIER'].map((type) => ({
    // Money towards the bill: the usage keeps its cost, the credit is a row of its own.
    name: `regular with ${type}`,
    line: { credits: credit(type, -2.5) },
    rows: [
      ['Credit', null, '-2.5', '-2.5', '-2.5', '-2.5'],
      ['Usage', null, '10', '10', '10', '12.5'],
    ],
  })),
  {
    // Covered 4 of 10; the rest less its discounts of 1 and 0.5 is 4.5.
    name: 'regular with several credits',
    line: {
      credits: JSON.stringify([
        { name: 'a', amount: -1, type: 'SUSTAINED_USAGE_DISCOUNT' },
        { name: 'b', amount: -4, type: 'COMMITTED_USAGE_DISCOUNT' },
        { name: 'c', amount: '-5E-1', type: 'A_NEW_TYPE' },
        { name: 'd', amount: -2, type: 'PROMOTION' },
        { name: 'e', amount: -2, type: 'PROMOTION' },
      ]),
    },
    rows: [
      ['Credit', null, '-2', '-2', '-2', '-2'],
      ['Credit', null, '-2', '-2', '-2', '-2'],
      ['Usage', null, '0', '0', '4', '5'],
      ['Usage', null, '4.5', '4.5', '4.5', '7.5'],
    ],
  },
  {
    // The public price is not in the file: unknown, not 10.
    name: 'regular without a list cost',
    line: { cost_at_list: null },
    rows: [['Usage', null, '10', '10', '10', null]],
  },
  {
    // 10 − 9 − 2: nothing is left on demand, so it is no second row.
    name: 'regular, discounted by more than the commitment leaves',
    line: {
      credits: JSON.stringify([
        { name: 'a', amount: -9, type: 'COMMITTED_USAGE_DISCOUNT' },
        { name: 'b', amount: -2, type: 'DISCOUNT' },
      ]),
    },
    rows: [['Usage', null, '-1', '-1', '8', '12.5']],
  },
  {
    // Charged for the hour it stands for, not ahead of it.
    name: 'fee of a commitment',
    line: {
      sku: '{"id":"x","description":"Commitment v1: Cpu in Americas for 1 Year"}',
      cost: '5',
      cost_at_list: '5',
    },
    rows: [['Purchase', null, '5', '5', '5', '5']],
  },
  {
    // Of a fee of 5 usage took 4.2 over: 0.8 found no use.
    name: 'fee of a commitment with FEE_UTILIZATION_OFFSET',
    line: {
      sku: '{"id":"x","description":"Commitment - dollar based v1: GCE for 1 year"}',
      cost: '5',
      cost_at_list: null,
      credits: credit('FEE_UTILIZATION_OFFSET', -4.2),
    },
    rows: [['Purchase', null, '0.8', '0.8', '0.8', '0.8']],
  },
  {
    name: 'tax',
    line: { cost_type: 'tax', cost: '19', cost_at_list: null },
    rows: [['Tax', null, '19', '19', '19', '19']],
  },
  {
    name: 'tax with PROMOTION',
    line: { cost_type: 'tax', cost: '19', cost_at_list: null, credits: credit('PROMOTION', -19) },
    rows: [
      ['Credit', null, '-19', '-19', '-19', '-19'],
      ['Tax', null, '19', '19', '19', '19'],
    ],
  },
  {
    name: 'adjustment of usage',
    line: {
      cost_type: 'adjustment',
      cost: '-3',
      cost_at_list: null,
      adjustment_info:
        '{"id":"1","description":"wrong SKU","mode":"PARTIAL_CORRECTION","type":"USAGE_CORRECTION"}',
    },
    rows: [['Usage', 'Correction', '-3', '-3', '-3', '-3']],
  },
  {
    name: 'adjustment of tax',
    line: {
      cost_type: 'adjustment',
      cost: '-3',
      cost_at_list: null,
      adjustment_info: '{"mode":"MANUAL_ADJUSTMENT","type":"TAX_CORRECTION"}',
    },
    rows: [['Tax', 'Correction', '-3', '-3', '-3', '-3']],
  },
  {
    name: 'adjustment without a word',
    line: { cost_type: 'adjustment', cost: '-3', cost_at_list: null },
    rows: [['Adjustment', 'Correction', '-3', '-3', '-3', '-3']],
  },
  {
    name: 'adjustment with a discount',
    line: { cost_type: 'adjustment', cost: '-3', cost_at_list: null, credits: credit('DISCOUNT', 1) },
    rows: [['Adjustment', 'Correction', '-2', '-2', '-2', '-3']],
  },
  {
    name: 'rounding',
    line: { cost_type: 'rounding_error', cost: '-0.000001', cost_at_list: null },
    rows: [['Adjustment', null, '-0.000001', '-0.000001', '-0.000001', '-0.000001']],
  },
]

test.each(lines)('$name', async ({ line, rows }) => {
  const { rows: mapped } = await runMapping(gcpBilling, [{ ...base, ...line }])

  const figures = mapped.map((row) => [
    row['ChargeCategory'],
    row['ChargeClass'],
    ...['BilledCost', 'EffectiveCost', 'ContractedCost', 'ListCost'].map((name) => plainNumber(row[name])),
  ])
  expect(figures.map((row) => row.join(' ')).sort()).toEqual(rows.map((row) => row.join(' ')).sort())
  expect(mapped.every((row) => row['__row'] === '1' && row['__reject'] === null)).toBe(true)
})

test('a commitment that covers a part: of usage and list cost too, and nothing is lost', async () => {
  const line = { cost_at_list: '10', credits: credit('COMMITTED_USAGE_DISCOUNT', '-3.333333') }
  const { rows } = await runMapping(gcpBilling, [{ ...base, ...line }])
  const [used, rest] = ['Committed', 'Standard'].map((category) =>
    rows.find((row) => row['PricingCategory'] === category),
  )

  expect(rows).toHaveLength(2)
  expect(used).toMatchObject({
    CommitmentDiscountId: 'id-1',
    CommitmentDiscountStatus: 'Used',
    CommitmentDiscountType: 'Committed Use Discount',
  })
  expect(rest).toMatchObject({ CommitmentDiscountId: null, CommitmentDiscountStatus: null })
  expect([used, rest].map((row) => plainNumber(row?.['ListCost']))).toEqual(['3.333333', '6.666667'])
  expect([used, rest].map((row) => plainNumber(row?.['ConsumedQuantity']))).toEqual([
    '1199.99988',
    '2400.00012',
  ])
  expect([used, rest].map((row) => plainNumber(row?.['PricingQuantity']))).toEqual(['0.3333333', '0.6666667'])
})

test('usage that the consumption model bills apart is covered as a whole', async () => {
  const line = {
    cost: '7',
    cost_at_effective_price_default: '10',
    consumption_model: '{"id":"1","description":"Compute Flexible CUDs 1 Year"}',
  }
  const { rows } = await runMapping(gcpBilling, [{ ...base, ...line }])

  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ BilledCost: '7', ContractedCost: '10', CommitmentDiscountStatus: 'Used' })
})
