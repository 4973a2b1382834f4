import { beforeAll, expect, test } from 'vitest'
import { about, azureId, azureVm, ec2, gce, gceId, judgePriced, load, steady } from '../base/test-machines.ts'
import type { TestMetric, TestVerdicts } from '../test-kit.ts'
import { gpuSize } from './rs-05-gpu-size.ts'

const vision = azureId('microsoft.compute/virtualmachines/vision')
const endpoint = 'arn:aws:sagemaker:us-east-1:1:endpoint/intent'

let verdicts: TestVerdicts

beforeAll(async () => {
  verdicts = await judgePriced(gpuSize, {
    lines: [
      ec2('i-four', 'g5.12xlarge', 5.672),
      {
        service: 'Amazon SageMaker',
        resource: endpoint,
        usageType: 'Host:ml.g5.12xlarge',
        cost: (24 * 7.09).toFixed(4),
      },
      azureVm('vision', 'NV36ads A10 v5', 3.2),
      gce('embed', 'a2-highgpu-4g', [14.69354, 48]),
      ec2('i-full', 'g5.12xlarge', 5.672),
      ec2('i-busy', 'g5.12xlarge', 5.672),
      ec2('i-burst', 'g5.12xlarge', 5.672),
      ec2('i-one', 'g4dn.xlarge', 0.526),
      ec2('i-dark', 'g5.12xlarge', 5.672),
      ec2('i-half-dark', 'g5.12xlarge', 5.672),
      ec2('i-host', 'g5.12xlarge', 5.672),
    ],
    metrics: [
      ...gpuLoad('i-four', 11, 15),
      ...load('i-four', 5, 5),
      ...gpuLoad(endpoint, 11, 15),
      ...gpuLoad(vision, 10, 15),
      ...gpuLoad(gceId('embed'), 11, 12),
      ...gpuLoad('i-full', 9, 82),
      ...gpuLoad('i-busy', 60, 15),
      // Twelve hours at full load in 768 do not show at the P95.
      {
        resource: 'i-burst',
        metric: 'gpu_utilization',
        value: (hour) => (hour % 64 === 0 ? [96, 100] : [4, 6]),
      },
      steady('i-burst', 'gpu_memory_utilization', 15),
      ...gpuLoad('i-one', 8, 10),
      steady('i-half-dark', 'gpu_utilization', 9),
      ...gpuLoad('i-host', 11, 15),
      ...load('i-host', 80, 70),
    ],
  })
})

function gpuLoad(resource: string, gpu: number, memory: number): TestMetric[] {
  return [steady(resource, 'gpu_utilization', gpu), steady(resource, 'gpu_memory_utilization', memory)]
}

test.each([
  // 48 cores at 6 % and 192 GiB at 6 % with head-room: 3.6 cores, 14.4 GiB.
  ['an EC2 instance', 'i-four', 'g5.xlarge', 1 - 1.006 / 5.672, 5.672 * 720],
  // Nobody measures cores and memory: a quarter of both stays.
  [
    'a SageMaker endpoint, by the ratio of the machines behind it',
    endpoint,
    'g5.4xlarge',
    1 - 1.624 / 5.672,
    7.09 * 720,
  ],
  [
    'a host with busy cores, which one GPU has in the largest size',
    'i-host',
    'g5.16xlarge',
    1 - 4.096 / 5.672,
    5.672 * 720,
  ],
  ['a Google machine', gceId('embed'), 'a2-highgpu-1g', 0.75, 14.69354 * 720],
])('%s that leaves most of four GPUs idle gets one', (_, resource, type, share, cost) => {
  const { finding } = about(verdicts, resource)
  expect(finding?.facts).toMatchObject({ new_type: type, new_gpus: 1 })
  expect(finding?.savings.expected).toBeCloseTo(cost * share, 1)
})

test('a machine of Azure gets a part of its accelerator', () => {
  const { finding } = about(verdicts, vision)
  expect(finding?.facts).toMatchObject({ gpu: 'A10', new_gpu: 'A10' })
  expect(Number(finding?.facts['new_gpus'])).toBeLessThan(1)
})

test.each([
  ['a model that fills the GPU memory', 'i-full', 'not_worth_it'],
  ['GPUs that are in use', 'i-busy', 'not_worth_it'],
  ['hours at full load that the P95 does not show', 'i-burst', 'not_worth_it'],
  ['the smallest machine with its GPU', 'i-one', 'not_worth_it'],
  ['no GPU series', 'i-dark', 'no_metrics'],
  ['no GPU memory series', 'i-half-dark', 'no_metrics'],
])('%s keeps it silent', (_, resource, reason) => {
  expect(about(verdicts, resource)).toMatchObject({ finding: undefined, silence: { reason } })
})
