import { expect, test } from 'vitest'
import type { Fault } from '../../../../test/clouds/aws/faults.ts'
import type { AwsWorld } from '../../../../test/clouds/aws/world.ts'
import { collect } from './collect-part-of.ts'
import { awsUtilization } from './index.ts'
import { over, product } from './test-world.ts'

test('inventory tells what is attached', async () => {
  const { run, error } = await collect('inventory', {
    ec2: {
      instances: [
        {
          instanceId: 'i-1',
          instanceType: 'm5.xlarge',
          launchTime: '2026-03-01T08:00:00.000Z',
          instanceState: { code: 16, name: 'running' },
          placement: { availabilityZone: 'us-east-1a' },
          tagSet: [{ key: 'team', value: 'ml' }],
        },
      ],
      volumes: [
        {
          volumeId: 'vol-1',
          size: 100,
          volumeType: 'gp3',
          status: 'in-use',
          createTime: '2026-03-01T08:00:00.000Z',
          attachmentSet: [{ instanceId: 'i-1', status: 'attached' }],
        },
        { volumeId: 'vol-2', size: 50, volumeType: 'gp2', status: 'available' },
      ],
      addresses: [{ allocationId: 'eipalloc-1', publicIp: '192.0.2.1' }],
      snapshots: [
        {
          snapshotId: 'snap-1',
          volumeId: 'vol-9',
          volumeSize: 100,
          status: 'completed',
          startTime: '2025-03-01T08:00:00.000Z',
        },
      ],
    },
  })

  expect(error).toBeNull()
  expect(run.rows).toMatchObject([
    {
      resource_id: 'i-1',
      resource_type: 'instance',
      state: 'running',
      observed_at: '2026-11-16T00:00:00Z',
      attributes: {
        instance_type: 'm5.xlarge',
        launched_at: '2026-03-01T08:00:00Z',
        zone: 'us-east-1a',
        lifecycle: 'on_demand',
        tags: { team: 'ml' },
      },
    },
    {
      resource_id: 'vol-1',
      state: 'in-use',
      attributes: { attached: true, attached_to: ['i-1'], size_gib: 100 },
    },
    {
      resource_id: 'vol-2',
      state: 'available',
      attributes: { attached: false, attached_to: [], volume_type: 'gp2' },
    },
    {
      resource_id: 'arn:aws:ec2:us-east-1:123456789012:elastic-ip/eipalloc-1',
      resource_type: 'address',
      attributes: { attached: false },
    },
    {
      resource_id: 'arn:aws:ec2:us-east-1:123456789012:snapshot/snap-1',
      resource_type: 'snapshot',
      attributes: { size_gib: 100, volume_id: 'vol-9' },
    },
  ])
})

const HOUR = Date.parse('2026-11-16T05:00:00Z') / 1000
const oneHour: AwsWorld['metric'] = ({ start }) => (start === HOUR ? 10 : null)
const one = [{ namespace: 'AWS/EC2', metric: 'CPUUtilization', dimensions: { InstanceId: 'i-1' } }]

test.each<[string, string, AwsWorld, (Fault | null)[], string]>([
  [
    'Compute Optimizer switched off',
    'compute-optimizer',
    { enrolled: { computeOptimizer: false } },
    [],
    'not_enabled',
  ],
  ['the hub switched off', 'cost-optimization-hub', { enrolled: { hub: false } }, [], 'not_enabled'],
  ['EC2 denied', 'inventory', {}, ['access-denied'], 'permission'],
  [
    'EC2 that throttles',
    'inventory',
    {},
    ['limit-exceeded', 'limit-exceeded', 'limit-exceeded'],
    'throttled',
  ],
  ['EC2 that speaks HTML', 'inventory', {}, ['html', 'html', 'html'], 'bad_answer'],
  ['metrics denied', 'metrics', {}, ['access-denied'], 'permission'],
  [
    'half a page of metrics',
    'metrics',
    { metricsListed: one },
    [...Array<null>(22).fill(null), 'truncated', 'truncated', 'truncated'],
    'upstream',
  ],
  [
    'an hour that comes twice',
    'metrics',
    { metricsListed: one, metric: oneHour },
    [...Array<null>(22).fill(null), 'repeated-groups'],
    'stale_pages',
  ],
])('tells %s', async (_case, part, world, faults, kind) => {
  const { error, run } = await collect(part, world, { faults })

  expect(error).toMatchObject({ kind })
  expect(run.rows).toEqual([])
})

test.each<[string, AwsWorld, string]>([
  ['inventory', { ec2: { instances: [{ instanceId: 'i-1' }] } }, 'now'],
  ['compute-optimizer', { computeOptimizer: { GetEC2InstanceRecommendations: [over] } }, 'now'],
  ['cost-optimization-hub', { hub: [{ recommendationId: 'r1' }] }, 'now'],
  ['prices', { products: [product] }, 'ec2-linux us-east-1'],
])('%s that comes twice is stale', async (part, world, key) => {
  const { error, run } = await collect(part, world, { faults: ['repeated-groups'], key })

  expect(error).toMatchObject({ kind: 'stale_pages' })
  expect(run.rows).toEqual([])
})

test('an expired session is renewed once, in EC2 too', async () => {
  const { error, fake } = await collect('inventory', {}, { faults: ['expired-token'] })

  expect(error).toBeNull()
  expect(fake.calls.map(({ operation }) => operation)).toEqual([
    'DescribeInstances',
    'DescribeInstances',
    'DescribeVolumes',
    'DescribeAddresses',
    'DescribeSnapshots',
  ])
})

test.each(awsUtilization.probes.map((probe) => [probe.permission, probe] as const))(
  '%s is proved, and its lack told',
  async (permission, probe) => {
    const { fake, run, settings } = await collect('inventory', { products: [product] })

    expect(await probe.check(settings, run.calls)).toHaveProperty('serverTime')
    fake.script(['access-denied'])
    await expect(probe.check(settings, run.calls)).rejects.toMatchObject({
      kind: 'permission',
      grant: permission,
    })
  },
)
