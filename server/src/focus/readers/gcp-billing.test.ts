import { expect, test } from 'vitest'
import { gcpBilling } from './gcp-billing.ts'
import { plainNumber, type RawRow, runMapping } from './support/run-mapping.ts'

const base = {
  billing_account_id: '01AB-23CD',
  service: '{"id":"6F81-5844-456A","description":"Compute Engine"}',
  sku: '{"id":"CF4E-A0C7-E3BF","description":"N1 Predefined Instance Core running in Americas"}',
  usage_start_time: '2026-07-01 06:00:00 UTC',
  usage_end_time: '2026-07-01 07:00:00 UTC',
  project:
    '{"id":"ml-prod","number":"1","name":"ML production","labels":[{"key":"team","value":"ml"},{"key":"env","value":"prod"}],"ancestors":[{"resource_name":"projects/1","display_name":"ML production"},{"resource_name":"folders/7","display_name":"Research"},{"resource_name":"organizations/9","display_name":"example.com"}]}',
  labels: '[{"key":"env","value":"staging"}]',
  system_labels: '[{"key":"compute.googleapis.com/cores","value":"4"}]',
  location: '{"location":"us-central1","country":"US","region":"us-central1","zone":"us-central1-a"}',
  resource:
    '{"name":"trainer","global_name":"//compute.googleapis.com/projects/1/zones/us-central1-a/instances/42"}',
  cost: '10',
  currency: 'EUR',
  currency_conversion_rate: '0.8',
  usage: '{"amount":3600.0,"unit":"seconds","amount_in_pricing_units":1.0,"pricing_unit":"hour"}',
  credits: '[]',
  // The invoice of June: its last Pacific day ends at 07:00 UTC.
  invoice: '{"month":"202606"}',
  cost_type: 'regular',
  adjustment_info: null,
  cost_at_list: '12.5',
} satisfies RawRow

/** [category, class, billed, effective, contracted, list] */
type Golden = readonly (string | null)[]

const credit = (type: string, amount: number | string) =>
  JSON.stringify([{ name: `the ${type}`, amount, full_name: `the full ${type}`, id: 'id-1', type }])

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

test('the rest of a line', async () => {
  const { rows } = await runMapping(gcpBilling, [base])

  expect(rows[0]).toMatchObject({
    BillingPeriodStart: '2026-06-01T00:00:00Z',
    BillingPeriodEnd: '2026-07-01T00:00:00Z',
    ChargePeriodStart: '2026-07-01T06:00:00Z',
    ConsumedQuantity: '3600.0',
    ConsumedUnit: 'seconds',
    RegionId: 'us-central1',
    ResourceType: 'instances',
    ServiceCategory: 'Compute',
    ServiceName: 'Compute Engine',
    SubAccountId: 'ml-prod',
    x_InvoiceMonth: '202606',
    x_OrgUnit: 'Research',
  })
  expect(JSON.parse(rows[0]?.['Tags'] ?? '')).toEqual({
    team: 'ml',
    env: 'staging',
    'compute.googleapis.com/cores': '4',
  })
  // 10 EUR at 0.8 EUR a dollar
  expect(plainNumber(rows[0]?.['x_BilledCostInUsd'])).toBe('12.5')
})

test('rows without a project and without a place', async () => {
  const { rows } = await runMapping(gcpBilling, [
    { ...base, project: null, location: null, resource: null, labels: null, system_labels: null },
  ])

  expect(rows[0]).toMatchObject({
    SubAccountId: null,
    SubAccountType: null,
    RegionId: null,
    ResourceId: null,
    Tags: null,
    x_OrgUnit: null,
  })
})

test('a column a member, as CSV files have it', async () => {
  const { rows } = await runMapping(gcpBilling, [
    {
      billing_account_id: '01AB',
      'service.description': 'Cloud Storage',
      'sku.id': 's',
      usage_start_time: '2026-07-03T00:00:00+00:00',
      'project.id': 'p',
      'project.labels': "[{'key': 'team', 'value': 'ml'}]",
      cost: '0.3',
      currency: 'USD',
      credits:
        "[{'name': 'Sustained', 'amount': -0.1, 'full_name': None, 'type': 'SUSTAINED_USAGE_DISCOUNT'}]",
      'invoice.month': '202607',
      cost_type: 'regular',
    },
  ])

  expect(rows[0]).toMatchObject({
    SubAccountId: 'p',
    ServiceCategory: 'Storage',
    Tags: '{"team":"ml"}',
    __reject: null,
  })
  expect(plainNumber(rows[0]?.['BilledCost'])).toBe('0.2')
})

test.each([
  [
    'credits that cannot be read',
    { credits: `[{'name': "Bob's", 'amount': -1}]` },
    /^credits cannot be read: /,
  ],
  [
    'a credit without an amount',
    { credits: '[{"name":"x","type":"DISCOUNT"}]' },
    /^a credit has no readable amount/,
  ],
])('rejects %s', async (_, line, reason) => {
  const { rows } = await runMapping(gcpBilling, [{ ...base, ...line }])

  expect(rows[0]?.['__reject']).toMatch(reason)
})

test('bad values keep their text', async () => {
  const { rows } = await runMapping(gcpBilling, [
    { ...base, cost: 'ten', invoice: '{"month":"July"}', credits: credit('DISCOUNT', -1) },
  ])

  expect(rows[0]).toMatchObject({ BilledCost: 'ten', BillingPeriodStart: 'July' })
})
