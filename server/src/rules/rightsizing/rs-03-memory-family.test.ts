import { beforeAll, expect, test } from 'vitest'
import { about, azureId, azureVm, ec2, gce, gceId, judgePriced, load, steady } from '../base/test-machines.ts'
import type { TestVerdicts } from '../test-kit.ts'
import { memoryFamily } from './rs-03-memory-family.ts'

const erp = azureId('microsoft.compute/virtualmachines/erp')

let verdicts: TestVerdicts

beforeAll(async () => {
  verdicts = await judgePriced(memoryFamily, {
    lines: [
      ec2('i-calc', 'r5.4xlarge', 1.008),
      ec2('i-tiny', 'r5.4xlarge', 1.008),
      azureVm('erp', 'E8s v5', 0.504),
      gce('index', 'n2-highmem-8', [0.524056, 8]),
      ec2('i-windows', 'r5.4xlarge', 1.744, { description: 'On Demand Windows r5.4xlarge Instance Hour' }),
      ec2('i-full', 'r5.4xlarge', 1.008),
      ec2('i-peak', 'r5.4xlarge', 1.008),
      ec2('i-unseen', 'r5.4xlarge', 1.008),
      ec2('i-general', 'm5.4xlarge', 0.768),
    ],
    metrics: [
      ...load('i-calc', 70, 28),
      ...load('i-tiny', 70, 8),
      ...load('i-windows', 70, 28),
      ...load(erp, 60, 25),
      ...load(gceId('index'), 60, 25),
      ...load('i-full', 40, 70),
      {
        resource: 'i-peak',
        metric: 'memory_utilization',
        value: (hour) => (hour === 700 ? [88, 90] : [20, 24]),
      },
      steady('i-unseen', 'cpu_utilization', 20),
      ...load('i-general', 40, 10),
    ],
  })
})

test.each([
  // 28 % at most 34 % of 128 GiB with head-room is 54 GiB: 64 are enough, 32 are not.
  ['EC2', 'i-calc', 'm5.4xlarge', 1 - 0.768 / 1.008, 725.76],
  ['EC2 with next to nothing in memory', 'i-tiny', 'c5.4xlarge', 1 - 0.68 / 1.008, 725.76],
  // The licence of 16 cores stays: 0.736 of 1.744 an hour.
  ['EC2 with Windows', 'i-windows', 'm5.4xlarge', 1 - 1.504 / 1.744, 1255.68],
  ['Azure', erp, 'Standard_D8s_v5', 1 - 0.384 / 0.504, 362.88],
  ['Google', gceId('index'), 'n2-standard-8', 1 - 0.388472 / 0.524056, 377.32],
])(
  'a machine of %s that hardly touches its memory gets as many cores with less',
  (_, resource, type, share, cost) => {
    const { finding } = about(verdicts, resource)
    expect(finding?.facts).toMatchObject({ new_type: type })
    expect(finding?.savings.expected).toBeCloseTo(cost * share, 1)
  },
)

test.each([
  ['one that fills its memory', 'i-full', 'not_worth_it'],
  ['one that fills it once', 'i-peak', 'not_worth_it'],
  ['one whose memory nobody measures', 'i-unseen', 'no_metrics'],
])('%s keeps it silent', (_, resource, reason) => {
  expect(about(verdicts, resource)).toMatchObject({ finding: undefined, silence: { reason } })
})

test('a machine of another family is no candidate', () => {
  expect(about(verdicts, 'i-general')).toEqual({ finding: undefined, silence: undefined })
})
