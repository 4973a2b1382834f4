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
      // 10 − 4: on demand it would be 10; what the promise costs is on its fee's row.
      name: `regular with ${type}`,
      line: { credits: credit(type, -4) },
      rows: [['Usage', null, '6', '6', '10', '12.5']],
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
    // 10 − 1 − 4 − 0.5 = 4.5 with every discount; on demand 10 − 1 − 0.5 = 8.5.
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
      ['Usage', null, '4.5', '4.5', '8.5', '12.5'],
    ],
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

  expect(
    mapped.map((row) => [
      row['ChargeCategory'],
      row['ChargeClass'],
      ...['BilledCost', 'EffectiveCost', 'ContractedCost', 'ListCost'].map((name) => plainNumber(row[name])),
    ]),
  ).toEqual(rows)
  expect(mapped.every((row) => row['__row'] === '1' && row['__reject'] === null)).toBe(true)
})
