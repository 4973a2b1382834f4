import { expect, onTestFinished, test } from 'vitest'
import { startFakeGcp } from '../../../../test/clouds/gcp/server.ts'
import { gcpUtilization } from './index.ts'
import { collect, INSTANCE } from './test-kit.ts'
import { world } from './test-world.ts'

test('instances, disks and addresses with the ids of the bill', async () => {
  const { rows, error } = await collect('inventory')

  expect(error).toBeNull()
  expect(rows).toEqual([
    {
      resource_id: INSTANCE,
      resource_type: 'instance',
      state: 'RUNNING',
      observed_at: '2026-11-22T00:00:00Z',
      attributes: {
        name: 'trainer',
        project: 'ml-prod',
        zone: 'us-central1-a',
        instance_type: 'a2-highgpu-1g',
        launched_at: '2026-11-01T08:00:00.000-07:00',
        spot: true,
        accelerators: [{ type: 'nvidia-tesla-a100', count: 1 }],
        labels: { team: 'ml' },
      },
    },
    {
      resource_id: '//compute.googleapis.com/projects/101/zones/us-central1-b/disks/9101',
      resource_type: 'volume',
      state: 'READY',
      observed_at: '2026-11-22T00:00:00Z',
      attributes: {
        name: 'left-over',
        project: 'ml-prod',
        location: 'us-central1-b',
        attached: false,
        size_gib: 500,
        volume_type: 'pd-ssd',
        last_detached_at: '2026-08-01T00:00:00Z',
        labels: {},
      },
    },
    {
      resource_id: '//compute.googleapis.com/projects/101/regions/us-central1/addresses/9201',
      resource_type: 'address',
      state: 'RESERVED',
      observed_at: '2026-11-22T00:00:00Z',
      attributes: {
        name: 'spare',
        project: 'ml-prod',
        location: 'us-central1',
        attached: false,
        address_type: 'EXTERNAL',
      },
    },
  ])
})

test('a project in which the API is off is left out', async () => {
  const { error, rows } = await collect('inventory', {
    faults: ['service-disabled'],
    operation: 'compute.instances',
  })

  expect(error).toBeNull()
  // The first of the two projects had it all.
  expect(rows).toEqual([])
})

test('an API that is off everywhere is said so', async () => {
  const { error } = await collect('inventory', {
    faults: ['service-disabled', 'service-disabled'],
    operation: 'compute.instances',
  })

  expect(error).toMatchObject({ kind: 'not_enabled', grant: 'gcloud services enable compute.googleapis.com' })
})

test('only the projects that are named', async () => {
  const { fake, error } = await collect('inventory', { settings: { projects: ['web-prod'] } })

  expect(error).toBeNull()
  expect([...new Set(fake.calls.flatMap(({ path }) => path['project'] ?? []))]).toEqual(['web-prod'])
})

test('a project that is named and not seen is a permission', async () => {
  const { error } = await collect('inventory', { settings: { projects: ['elsewhere'] } })

  expect(error).toMatchObject({ kind: 'permission', grant: 'roles/browser on project elsewhere' })
})

test.each<['metrics' | 'inventory' | 'recommendations', string, string]>([
  ['metrics', 'monitoring.listTimeSeries', 'roles/monitoring.viewer on project ml-prod'],
  ['inventory', 'compute.disks', 'roles/compute.viewer on project ml-prod'],
  ['recommendations', 'recommender.listRecommendations', 'roles/recommender.viewer on project ml-prod'],
])('%s: what it waits for, gives up on and needs', async (part, operation, grant) => {
  const good = await collect(part)
  const throttled = await collect(part, {
    faults: [{ retry: { headers: { 'retry-after': '3' } } }],
    operation,
  })
  const broken = await collect(part, { faults: ['truncated', 'hang-up'], operation })
  const twice = await collect(part, { faults: ['looping-token', 'looping-token'], operation })
  const denied = await collect(part, { faults: ['permission-denied'], operation })

  expect([throttled.error, broken.error]).toEqual([null, null])
  expect(throttled.run.waits).toContain(3000)
  expect(throttled.rows).toEqual(good.rows)
  expect(broken.rows).toEqual(good.rows)
  expect(twice.error).toMatchObject({ kind: 'stale_pages' })
  expect(denied.error).toMatchObject({ kind: 'permission', grant })
})

test.each(gcpUtilization.probes.map((probe) => [probe.permission, probe] as const))(
  '%s is proved',
  async (_permission, probe) => {
    const { run, settings } = await collect('inventory', { settings: { projects: ['web-prod'] } })
    const fake = await startFakeGcp(world)
    onTestFinished(() => fake.close())

    const { note, serverTime } = await probe.check({ ...settings, endpoint: fake.url }, run.plan)

    expect(note).toBe('in project web-prod')
    expect(serverTime).toBeInstanceOf(Date)
  },
)
