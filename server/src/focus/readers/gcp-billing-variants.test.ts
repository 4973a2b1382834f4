import { expect, test } from 'vitest'
import { gcpBilling } from './gcp-billing.ts'
import { base, credit } from './support/gcp-lines.ts'
import { plainNumber, runMapping } from './support/run-mapping.ts'

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

test('rows that Google splits by namespace keep their cost and say where it went', async () => {
  const labels = JSON.stringify([
    { key: 'goog-k8s-cluster-name', value: 'prod' },
    { key: 'k8s-namespace', value: 'ranking' },
  ])
  const { rows } = await runMapping(gcpBilling, [{ ...base, labels }])

  expect(rows[0]).toMatchObject({
    AllocatedMethodId: 'gke-cost-allocation',
    AllocatedResourceId: 'prod/ranking',
    BilledCost: '10',
  })
})
