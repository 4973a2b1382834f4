import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineRule, silence } from '../rule.ts'
import { judge, type TestBill } from '../test-kit.ts'
import { azureId, azureVm, ec2, gceId } from './test-machines.ts'

const Row = z.looseObject({ resource: z.string() })

/** Shows the relation itself: its rows as candidates without a verdict. */
const probe = defineRule({
  id: 'TEST-01',
  slug: 'test-01-machine',
  title: 'machine',
  family: 'rightsizing',
  class: 'usage',
  stage: 'note',
  clouds: ['aws'],
  wants: [],
  settings: z.object({}),
  sql: `select *, [resource] as resource_ids, compute_cost::varchar as monthly_cost from machine`,
  row: Row,
  judge: (row) => silence('excluded', JSON.stringify(row)),
})

async function machines(bill: TestBill): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  const { silences } = await judge(probe, bill)
  return new Map(
    silences.map(({ candidate, verdict }) => [candidate.resource_ids[0] ?? '', JSON.parse(verdict.detail)]),
  )
}

test('every kind of machine is known by what its bill says', async () => {
  const seen = await machines({
    lines: [
      ec2('i-1', 'm5.xlarge', 0.192),
      ec2('i-2', 'm5.xlarge', 0.08, { usageType: 'EUW1-SpotUsage:m5.xlarge', pricing: 'Dynamic' }),
      {
        service: 'Amazon Relational Database Service',
        resource: 'db-1',
        usageType: 'Multi-AZUsage:db.m5.2xl',
        cost: '10',
      },
      {
        service: 'Amazon ElastiCache',
        resource: 'cache-1',
        usageType: 'NodeUsage:cache.r6g.xlarge',
        cost: '10',
      },
      {
        service: 'Amazon OpenSearch Service',
        resource: 'es-1',
        usageType: 'ESInstance:r6g.2xlarge',
        cost: '10',
      },
      { service: 'Amazon Redshift', resource: 'dw-1', usageType: 'Node:ra3.4xlarge', cost: '10' },
      {
        service: 'Amazon SageMaker',
        resource: 'endpoint/a',
        usageType: 'USE1-Host:ml.g5.2xlarge',
        cost: '10',
        quantity: 72,
      },
      { service: 'Amazon SageMaker', resource: 'notebook/a', usageType: 'Notebk:ml.t3.medium', cost: '1' },
      {
        service: 'Amazon SageMaker',
        resource: 'job/a',
        usageType: 'TrSpt:ml.p4d.24xlarge',
        cost: '1',
        pricing: 'Dynamic',
      },
      azureVm('erp', 'D4s v5', 0.192),
      azureVm('gpu', 'NC24ads A100 v4 Spot', 1, { pricing: 'Dynamic' }),
      {
        provider: 'azure',
        service: 'Azure Machine Learning',
        resource: azureId('microsoft.machinelearningservices/workspaces/w/onlineendpoints/e'),
        meter: 'NC24ads A100 v4',
        cost: '80',
      },
      { service: 'Amazon Elastic MapReduce', resource: 'j-1', usageType: 'BoxUsage:m5.xlarge', cost: '1' },
      { resource: 'vol-1', usageType: 'EBS:VolumeUsage.gp3', unit: 'GB-Mo', cost: '1' },
    ],
  })

  const brief = [...seen].map(([id, { kind, role, instance_type }]) => [
    id.split('/').slice(-2).join('/'),
    kind,
    role,
    instance_type,
  ])
  expect(brief.toSorted()).toEqual(
    [
      ['cache-1', 'cache', null, 'r6g.xlarge'],
      ['db-1', 'db', null, 'm5.2xlarge'],
      ['dw-1', 'warehouse', null, null],
      ['endpoint/a', 'ml', 'endpoint', 'g5.2xlarge'],
      ['es-1', 'search', null, 'r6g.2xlarge'],
      ['i-1', 'vm', null, 'm5.xlarge'],
      ['i-2', 'vm', null, 'm5.xlarge'],
      ['job/a', 'ml', 'training', 'p4d.24xlarge'],
      ['notebook/a', 'ml', 'notebook', 't3.medium'],
      ['onlineendpoints/e', 'ml', 'endpoint', 'Standard_NC24ads_A100_v4'],
      ['virtualmachines/erp', 'vm', null, 'Standard_D4s_v5'],
      ['virtualmachines/gpu', 'vm', null, 'Standard_NC24ads_A100_v4'],
    ].toSorted(),
  )
  expect(seen.get('endpoint/a')).toMatchObject({
    hours: 2160,
    run_hours: 720,
    instances: 3,
    gpu: 'A10G',
    gpus: 1,
  })
  expect(seen.get('db-1')).toMatchObject({
    doubled: true,
    billed_type: 'db.m5.2xlarge',
    vcpu: 8,
    memory_gib: 32,
  })
  expect(seen.get('i-2')).toMatchObject({ spot_cost: '57.60000000000000', standard_cost: '0.00000000000000' })
})

test('a Google machine is one row of its cores, memory and accelerators, sized by them when nothing names its type', async () => {
  const part = (resource: string, description: string, quantity: number, unit: string, cost: string) =>
    ({
      provider: 'gcp',
      service: 'Compute Engine',
      region: 'us-central1',
      resource,
      meter: description,
      quantity,
      unit,
      cost,
    }) as const
  const seen = await machines({
    lines: [
      part(gceId('a'), 'N2 Instance Core running in Americas', 8 * 24 * 3600, 'seconds', '6.07'),
      part(
        gceId('a'),
        'N2 Instance Ram running in Americas',
        32 * 24 * 3600 * 1024 ** 3,
        'byte-seconds',
        '3.25',
      ),
      part(gceId('b'), 'A2 Instance Core running in Americas', 12 * 24, 'hour', '9'),
      part(gceId('b'), 'A2 Instance Ram running in Americas', 85 * 24, 'gibibyte hour', '8'),
      part(gceId('b'), 'Nvidia Tesla A100 GPU running in Americas', 24, 'hour', '70'),
      part(gceId('b'), 'Balanced PD Capacity', 3, 'gibibyte month', '0.3'),
      part('projects/p/commitments/c', 'Commitment v1: N2 Cpu in Americas for 1 Year', 24, 'hour', '5'),
    ],
  })

  expect([...seen.keys()].toSorted()).toEqual([gceId('a'), gceId('b')])
  expect(seen.get(gceId('a'))).toMatchObject({
    instance_type: 'n2-standard-8',
    vcpu: 8,
    memory_gib: 32,
    hours: 720,
  })
  expect(Number(seen.get(gceId('a'))?.['compute_cost'])).toBeCloseTo(9.32 * 30, 6)
  expect(seen.get(gceId('b'))).toMatchObject({ family: 'a2', gpus: 1, hours: 720 })
  expect(Number(seen.get(gceId('b'))?.['compute_cost'])).toBeCloseTo(87 * 30, 6)
  expect(Number(seen.get(gceId('b'))?.['month_cost'])).toBeCloseTo(87.3 * 30, 6)
})

test('tags and inventory say what else is known of it', async () => {
  const seen = await machines({
    lines: [
      ec2('i-node', 'm5.xlarge', 0.192, { tags: { 'kubernetes.io/cluster/shop': 'owned' } }),
      ec2('i-group', 'm5.xlarge', 0.192, { tags: { 'aws:autoscaling:groupName': 'web' } }),
      ec2('i-emr', 'm5.xlarge', 0.192, { tags: { 'aws:elasticmapreduce:job-flow-id': 'j-1' } }),
      ec2('i-dr', 'm5.xlarge', 0.192, { tags: { role: 'warm standby' } }),
      ec2('i-drive', 'm5.xlarge', 0.192, { name: 'drive-sync', tags: { arch: 'ARM64' } }),
      ec2('i-windows', 'm5.xlarge', 0.4, {
        description: '$0.4 per On Demand Windows m5.xlarge Instance Hour',
      }),
      ec2('i-half', 'm5.xlarge', 0.192, { to: 0, from: 14 }),
      ec2('i-mixed', 'm5.xlarge', 0.192, { hours: [0, 1, 2, 3], cost: '0.192' }),
      ec2('i-mixed', 'm5.xlarge', 0.1, {
        hours: [4, 5, 6, 7],
        cost: '0.1',
        pricing: 'Committed',
        commitmentId: 'sp',
        commitmentStatus: 'Used',
      }),
      azureVm('aks', 'D4s v5', 0.192, {
        resource:
          '/subscriptions/s/resourcegroups/mc_g_shop_eastus/providers/microsoft.compute/virtualmachinescalesets/pool/virtualmachines/0',
      }),
    ],
    inventory: [{ resource: 'i-group', type: 'vm', state: 'stopped', attributes: { os: 'Red Hat RHEL 9' } }],
  })

  expect(seen.get('i-node')).toMatchObject({ cluster: 'shop', asg: null, job: null, standby: false })
  expect(seen.get('i-group')).toMatchObject({ asg: 'web', state: 'stopped', os: 'rhel' })
  expect(seen.get('i-emr')).toMatchObject({ job: 'j-1' })
  expect(seen.get('i-dr')).toMatchObject({ standby: true })
  expect(seen.get('i-drive')).toMatchObject({ standby: false, arch_tag: 'arm64' })
  expect(seen.get('i-windows')).toMatchObject({ os: 'windows' })
  expect(seen.get('i-half')).toMatchObject({ hours: 360, age_days: 15 })
  expect(seen.get('i-mixed')).toMatchObject({ hours: 240, run_hours: 240, covered_cost: '12.00000000000000' })
  expect([...seen.values()].find(({ provider }) => provider === 'azure')).toMatchObject({
    cluster: 'mc_g_shop_eastus',
    asg: 'pool',
  })
})
