import { expect, test } from 'vitest'
import type { AwsWorld } from '../../../../test/clouds/aws/world.ts'
import { collect } from './collect-part-of.ts'

const HOUR = Date.parse('2026-11-16T05:00:00Z') / 1000
const instance = (metric: string) => ({ namespace: 'AWS/EC2', metric, dimensions: { InstanceId: 'i-1' } })
/** One hour of every metric: average 10, maximum 20, sum 300. */
const oneHour: AwsWorld['metric'] = ({ start, stat }) =>
  start === HOUR ? ({ Average: 10, Maximum: 20, Sum: 300 }[stat] ?? null) : null

test('metrics come by hour: percentages with their maximum, amounts as the sum of the hour', async () => {
  const { run, error } = await collect('metrics', {
    metricsListed: [instance('CPUUtilization'), instance('NetworkIn')],
    metric: oneHour,
  })

  expect(error).toBeNull()
  expect(run.rows).toEqual([
    {
      resource_id: 'i-1',
      metric: 'cpu_utilization',
      timestamp: '2026-11-16T05:00:00Z',
      average: 10,
      maximum: 20,
      unit: 'percent',
    },
    {
      resource_id: 'i-1',
      metric: 'network_in_bytes',
      timestamp: '2026-11-16T05:00:00Z',
      average: 300,
      maximum: 300,
      unit: 'per hour',
    },
  ])
})

test.each([
  [
    'AWS/RDS',
    'DatabaseConnections',
    { DBInstanceIdentifier: 'db' },
    'arn:aws:rds:us-east-1:123456789012:db:db',
  ],
  ['AWS/EBS', 'VolumeReadOps', { VolumeId: 'vol-1' }, 'vol-1'],
  [
    'AWS/NATGateway',
    'ActiveConnectionCount',
    { NatGatewayId: 'nat-1' },
    'arn:aws:ec2:us-east-1:123456789012:natgateway/nat-1',
  ],
  [
    'AWS/ApplicationELB',
    'RequestCount',
    { LoadBalancer: 'app/web/1' },
    'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/1',
  ],
  [
    'AWS/SageMaker',
    'Invocations',
    { EndpointName: 'rank', VariantName: 'a' },
    'arn:aws:sagemaker:us-east-1:123456789012:endpoint/rank',
  ],
])('%s %s is of the resource that the bill names', async (namespace, metric, dimensions, id) => {
  const { run } = await collect('metrics', {
    metricsListed: [{ namespace, metric, dimensions }],
    metric: oneHour,
  })

  expect(run.rows.map(({ resource_id }) => resource_id)).toEqual([id])
})

test('breakdowns of a metric are left out', async () => {
  const { run } = await collect('metrics', {
    metricsListed: [
      { namespace: 'AWS/EC2', metric: 'CPUUtilization', dimensions: { AutoScalingGroupName: 'web' } },
      {
        namespace: 'AWS/ApplicationELB',
        metric: 'RequestCount',
        dimensions: { LoadBalancer: 'app/web/1', TargetGroup: 't' },
      },
    ],
    metric: oneHour,
  })

  expect(run.rows).toEqual([])
  expect(run.requests().paid).toBe(0)
})

const gpu = (index: string) => ({
  namespace: 'CWAgent',
  metric: 'nvidia_smi_utilization_gpu',
  dimensions: { InstanceId: 'i-1', index, name: 'A10G' },
})

test('the GPUs of an instance are averaged, the variants of an endpoint added', async () => {
  const endpoint = (variant: string) => ({
    namespace: 'AWS/SageMaker',
    metric: 'Invocations',
    dimensions: { EndpointName: 'rank', VariantName: variant },
  })
  const { run } = await collect('metrics', {
    metricsListed: [gpu('0'), gpu('1'), endpoint('a'), endpoint('b')],
    metric: ({ start, stat, dimensions }) =>
      start !== HOUR ? null : stat === 'Sum' ? 300 : dimensions['index'] === '0' ? 90 : 10,
  })

  expect(run.rows.map(({ metric, average }) => [metric, average])).toEqual([
    ['gpu_utilization', 50],
    ['invocations', 600],
  ])
})

const busy = (metric: string) => ({
  namespace: '/aws/sagemaker/Endpoints',
  metric,
  dimensions: { EndpointName: 'rank', VariantName: 'a' },
})

test('percentages that SageMaker sums over GPUs are of the whole instance, or are left out', async () => {
  const world: AwsWorld = {
    metricsListed: [busy('GPUUtilization')],
    metric: ({ start }) => (start === HOUR ? 160 : null),
  }

  const known = await collect('metrics', world, { settings: { endpoints: { rank: { vcpus: 48, gpus: 4 } } } })
  const unknown = await collect('metrics', world)

  expect(known.run.rows).toMatchObject([{ metric: 'gpu_utilization', average: 40 }])
  expect(unknown.run.rows).toEqual([])
})

const fleet = Array.from({ length: 300 }, (_, index) => ({
  namespace: 'AWS/EC2',
  metric: 'CPUUtilization',
  dimensions: { InstanceId: `i-${index}` },
}))

test('asks for 500 metrics at a time, and each is paid for', async () => {
  const { run, fake } = await collect('metrics', { metricsListed: fleet, metric: oneHour })

  const asked = fake.calls.filter(({ operation }) => operation === 'GetMetricData')
  expect(asked.map(({ body }) => (body['MetricDataQueries'] as unknown[]).length)).toEqual([500, 100])
  expect(run.requests().paid).toBe(2)
  expect(run.rows).toHaveLength(300)
})

test('the budget is never passed', async () => {
  const { run, error, fake } = await collect(
    'metrics',
    { metricsListed: fleet, metric: oneHour },
    { maxRequests: 1 },
  )

  expect(error).toMatchObject({ kind: 'budget' })
  expect(run.requests().paid).toBe(1)
  expect(fake.calls.filter(({ operation }) => operation === 'GetMetricData')).toHaveLength(1)
})

test('samples that come over several pages are put together', async () => {
  const { run, error } = await collect('metrics', {
    metricsListed: fleet.slice(0, 3),
    metric: () => 50,
    pageSize: 100,
  })

  expect(error).toBeNull()
  expect(run.rows).toHaveLength(3 * 7 * 24)
})

test('the hour that is not over is not asked for', async () => {
  const { run } = await collect(
    'metrics',
    { metricsListed: fleet.slice(0, 1), metric: () => 50 },
    { days: ['2026-11-22', '2026-11-24'], now: '2026-11-23T02:30:00Z' },
  )

  expect(run.rows).toHaveLength(26)
  expect(run.rows.at(-1)).toMatchObject({ timestamp: '2026-11-23T01:00:00Z' })
})
