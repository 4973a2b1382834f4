import { expect, test } from 'vitest'
import type { AzureFault } from '../../../../test/clouds/azure/faults.ts'
import { PAYMENTS, SEARCH } from '../../../../test/clouds/azure/sample-company.ts'
import { type Operation, startFakeAzure } from '../../../../test/clouds/azure/server.ts'
import { connectionFiles } from '../azure-cost-management/collect-once.ts'
import { testRun } from '../test-context.ts'
import { collect, estate, machine, TODAY, VM, WEEK } from './collect-once.ts'
import { azureUtilization } from './index.ts'

test('subscriptions come with their names and the management groups above them', async () => {
  const { rows } = await collect('accounts', { pageSize: 1 })

  expect(rows).toEqual(
    [
      [SEARCH, 'Search'],
      [PAYMENTS, 'Payments'],
    ].map(([account_id, name]) => ({
      provider: 'azure',
      account_id,
      name,
      org_path: 'Tenant Root Group/Product',
      attributes: {
        management_groups: ['root', 'product'],
        tenant_id: '00000000-0000-0000-0000-00000000000a',
      },
    })),
  )
})

test('inventory names what a resource is, as Azure saw it', async () => {
  const { rows } = await collect('inventory')

  expect(rows).toEqual([
    {
      resource_id: VM.toLowerCase(),
      resource_type: 'vm',
      state: 'VM running',
      observed_at: '2026-11-23T00:00:00Z',
      attributes: {
        instance_type: 'Standard_D4s_v5',
        lifecycle: 'on-demand',
        launched_at: '2026-03-01T08:00:00Z',
        os: 'Linux',
        region: 'westeurope',
        zones: ['1'],
        tags: { team: 'ranking' },
      },
    },
    expect.objectContaining({
      resource_type: 'disk',
      state: 'Unattached',
      attributes: {
        attached: false,
        attached_to: null,
        size_gib: 512,
        volume_type: 'Premium_LRS',
        created_at: '2026-01-01T00:00:00Z',
        detached_at: '2026-10-02T00:00:00Z',
        region: 'westeurope',
      },
    }),
    expect.objectContaining({
      resource_type: 'disk',
      state: 'Attached',
      attributes: expect.objectContaining({
        attached: true,
        attached_to: VM.toLowerCase(),
        detached_at: null,
      }),
    }),
    expect.objectContaining({
      resource_type: 'snapshot',
      attributes: expect.objectContaining({ size_gib: 128, incremental: true, source: VM.toLowerCase() }),
    }),
    expect.objectContaining({
      resource_type: 'address',
      state: 'free',
      attributes: expect.objectContaining({ attached: false, allocation: 'Static' }),
    }),
  ])
})

test('pages of resources are followed to the end', async () => {
  expect((await collect('inventory', { pageSize: 1 })).rows).toHaveLength(5)
})

test('metrics are hourly samples of the days asked for; an hour without values is unknown', async () => {
  const { rows } = await collect('metrics', { window: WEEK })
  const sample = { resource_id: VM.toLowerCase(), timestamp: '2026-11-19T00:00:00Z' }

  expect(rows).toEqual([
    { ...sample, metric: 'cpu_utilization', average: 3.5, maximum: 9.25, unit: 'percent' },
    { ...sample, metric: 'memory_utilization', average: 40, maximum: 60, unit: 'percent' },
    { ...sample, metric: 'network_in_bytes', average: 120_034, maximum: 120_034, unit: 'bytes' },
    { ...sample, metric: 'disk_read_ops', average: 1800, maximum: 1800, unit: 'count' },
  ])
})

test('metrics that a machine lacks are left out of the question', async () => {
  const { requests } = await collect('metrics', { window: WEEK })
  const asked = requests
    .filter(({ operation }) => operation === 'metrics')
    .map(({ query }) => query.get('metricnames'))

  expect(asked).toHaveLength(2)
  expect(asked[1]).toBe(
    'Percentage CPU,Available Memory Percentage,Network In Total,Disk Read Operations/Sec',
  )
})

test('a machine that went away has no samples, and the others do', async () => {
  const { error, rows } = await collect('metrics', {
    window: WEEK,
    faults: { metrics: ['resource-not-found'] },
  })

  expect(error).toBeNull()
  expect(rows).toEqual([])
})

test('a machine that Azure will not answer for leaves the others alone', async () => {
  const second = { ...machine, id: VM.replace('VM-1', 'VM-2') }
  const resources = [machine, second]
  const alone = await collect('metrics', { window: WEEK, faults: { metrics: ['bad-question'] } })
  const { error, rows } = await collect('metrics', {
    window: WEEK,
    company: { ...estate, resources },
    faults: { metrics: ['bad-question'] },
  })

  expect(alone.error).toMatchObject({ kind: 'bad_request' })
  expect(error).toBeNull()
  expect(new Set(rows.map((row) => row['resource_id']))).toEqual(new Set([second.id.toLowerCase()]))
})

test("Advisor's cost recommendations are evidence, with savings a month where it tells them", async () => {
  const { rows } = await collect('advice', { pageSize: 1 })

  expect(rows).toEqual([
    {
      provider: 'azure',
      advisor: 'azure-advisor',
      finding_id: `${VM}/providers/Microsoft.Advisor/recommendations/r1`.toLowerCase(),
      finding_type: 'Cost',
      title: 'Right-size or shutdown underutilized virtual machines',
      account_id: SEARCH,
      service: 'Microsoft.Compute/virtualMachines',
      region: 'westeurope',
      resource_id: VM.toLowerCase(),
      currency: 'USD',
      monthly_savings: '70',
      generated_at: '2026-11-18T00:00:00Z',
      details: expect.objectContaining({ impact: 'High', targetSku: 'Standard_D2s_v5' }),
    },
    expect.objectContaining({ title: 'Something without a number', currency: null, monthly_savings: null }),
  ])
})

test('without subscriptions in the settings all are looked at that the identity sees', async () => {
  const { requests } = await collect('advice', { settings: { subscriptions: [] } })

  expect(requests.map(({ operation }) => operation)).toEqual(['entities', 'advisor', 'advisor'])
})

test('an identity that sees no subscription is told what to grant', async () => {
  const { error } = await collect('advice', {
    settings: { subscriptions: [] },
    company: { ...estate, subscriptions: [] },
  })

  expect(error).toMatchObject({ kind: 'permission', grant: expect.stringMatching(/Reader/) })
})

test.each<[string, string, Operation, AzureFault, string]>([
  ['metrics', 'metrics', 'metrics', 'forbidden', 'permission'],
  ['advice', 'advice', 'advisor', 'forbidden', 'permission'],
  ['inventory', 'inventory', 'resources', 'forbidden', 'permission'],
  ['accounts', 'accounts', 'entities', 'forbidden', 'permission'],
  [
    'inventory of a subscription that is none',
    'inventory',
    'resources',
    'subscription-not-found',
    'bad_request',
  ],
])('tells a refusal of %s', async (_case, part, operation, fault, kind) => {
  const { error, rows } = await collect(part, { window: WEEK, faults: { [operation]: [fault] } })

  expect(error).toMatchObject({ kind })
  expect(rows).toEqual([])
})

test.each<[string, Operation]>([
  ['metrics', 'metrics'],
  ['inventory', 'resources'],
  ['advice', 'advisor'],
  ['accounts', 'entities'],
])('%s are asked again after a throttle, a break and a 500', async (part, operation) => {
  for (const fault of [{ throttled: { 'retry-after': '7' } }, 'hang-up', 'server-error', 'html'] as const) {
    const whole = await collect(part, { window: WEEK })
    const { error, rows, waits } = await collect(part, { window: WEEK, faults: { [operation]: [fault] } })

    expect(error).toBeNull()
    expect(rows).toEqual(whole.rows)
    expect(waits).toEqual([typeof fault === 'object' ? 7000 : 500])
  }
})

test('the probe lists the resources of one subscription', async () => {
  const fake = await startFakeAzure({ company: estate })
  const run = testRun(TODAY)
  const config = azureUtilization.config.parse(connectionFiles(fake, run.calls.folder))

  expect(await azureUtilization.probes[0]?.check(config, run.calls)).toEqual({
    serverTime: expect.any(Date),
    note: '2 subscriptions',
  })
  run.remove()
  await fake.close()
})
