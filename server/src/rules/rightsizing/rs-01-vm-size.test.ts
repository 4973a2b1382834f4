import { beforeAll, expect, test } from 'vitest'
import { about, azureId, azureVm, ec2, gce, gceId, judgePriced, load, steady } from '../base/test-machines.ts'
import type { TestVerdicts } from '../test-kit.ts'
import { vmSize } from './rs-01-vm-size.ts'

const cube = azureId('microsoft.compute/virtualmachines/cube')

let verdicts: TestVerdicts

beforeAll(async () => {
  verdicts = await judgePriced(vmSize, {
    lines: [
      ec2('i-large', 'm5.4xlarge', 0.768),
      azureVm('cube', 'D16s v5', 0.768),
      gce('geo', 'n2-standard-16', [0.776944, 16]),
      ec2('i-no-memory', 'm5.2xlarge', 0.384),
      ec2('i-euro', 'm5.4xlarge', 0.768, { account: 'euro', currency: 'EUR' }),
      ec2('i-burst', 'm5.4xlarge', 0.768),
      ec2('i-month-end', 'm5.4xlarge', 0.768),
      ec2('i-memory', 'm5.4xlarge', 0.768),
      ec2('i-network', 'm5.4xlarge', 0.768),
      ec2('i-young', 'm5.4xlarge', 0.768, { from: 5 }),
      ec2('i-gone', 'm5.4xlarge', 0.768, { to: 8 }),
      ec2('i-dark', 'm5.4xlarge', 0.768),
      ec2('i-node', 'm5.4xlarge', 0.768, { tags: { 'eks:cluster-name': 'shop' } }),
      ec2('i-spot', 'm5.4xlarge', 0.3, { pricing: 'Dynamic', usageType: 'SpotUsage:m5.4xlarge' }),
      ec2('i-standby', 'm5.4xlarge', 0.768, { name: 'shop-dr-1' }),
      ec2('i-strange', 'q9.4xlarge', 0.768),
      ec2('i-small', 'm5.4xlarge', 0.768),
    ],
    metrics: [
      ...load('i-large', 12, 13),
      ...load(cube, 12, 13),
      ...load(gceId('geo'), 12, 13),
      steady('i-no-memory', 'cpu_utilization', 12),
      ...load('i-euro', 12, 13),
      {
        resource: 'i-burst',
        metric: 'cpu_utilization',
        value: (hour) => (hour % 168 < 3 ? [95, 100] : [4, 6]),
      },
      steady('i-burst', 'memory_utilization', 13),
      // The last hours of October are the end of the month: two of them at full load, fewer than one in two hundred.
      {
        resource: 'i-month-end',
        metric: 'cpu_utilization',
        value: (hour) => (hour > 765 ? [90, 99] : [4, 6]),
      },
      steady('i-month-end', 'memory_utilization', 13),
      ...load('i-memory', 5, 78),
      ...load('i-network', 7, 13),
      steady('i-network', 'network_out_bytes', 3e11),
      ...['i-young', 'i-gone', 'i-node', 'i-spot', 'i-standby', 'i-strange'].flatMap((id) =>
        load(id, 12, 13),
      ),
      ...load('i-small', 80, 60),
    ],
  })
})

test.each([
  ['an EC2 instance', 'i-large', 'm5.xlarge', 552.96 * 0.75],
  ['an Azure machine', cube, 'Standard_D4s_v5', 552.96 * 0.75],
  ['a Google machine', gceId('geo'), 'n2-standard-4', 0.776944 * 720 * 0.75],
  ['one billed in euro, by the ratio of list prices', 'i-euro', 'm5.xlarge', 552.96 * 0.75],
  // Half the cores with all the memory: 0.252 instead of 0.384.
  ['one whose memory nobody measures keeps it', 'i-no-memory', 'r6i.xlarge', 276.48 * (1 - 0.252 / 0.384)],
])('%s is found with the smallest type that holds its load', (_, resource, type, saving) => {
  const { finding } = about(verdicts, resource)

  expect(finding?.facts).toMatchObject({ new_type: type })
  expect(finding?.savings.expected).toBeCloseTo(saving, 2)
  expect(finding?.grade).toBe('U')
})

test('the low end is what a machine with twice the head-room would save, and never above what is expected', () => {
  for (const { verdict } of verdicts.findings) {
    expect(verdict.savings.low).toBeLessThanOrEqual(verdict.savings.expected)
    expect(verdict.savings.low).toBeGreaterThan(verdict.savings.expected * 0.4)
  }
})

test.each([
  ['three hours a week at full load', 'i-burst', 'not_worth_it'],
  ['full load at the end of the month', 'i-month-end', 'not_worth_it'],
  ['a full memory', 'i-memory', 'not_worth_it'],
  ['a network that only so many cores carry', 'i-network', 'not_worth_it'],
  ['a machine younger than the look-back', 'i-young', 'too_young'],
  ['one that is gone', 'i-gone', 'not_worth_it'],
  ['one without a series', 'i-dark', 'no_metrics'],
  ['a node of a cluster', 'i-node', 'excluded'],
  ['spot capacity', 'i-spot', 'excluded'],
  ['a standby for disasters', 'i-standby', 'excluded'],
  ['a type that the catalogue does not hold', 'i-strange', 'price_unknown'],
  ['a machine that is busy', 'i-small', 'not_worth_it'],
])('%s keeps it silent', (_, resource, reason) => {
  expect(about(verdicts, resource)).toMatchObject({ finding: undefined, silence: { reason } })
})

test('the steps name the machine, its region and its new type, and try without doing first', () => {
  const { finding } = about(verdicts, 'i-large')
  expect(finding?.remediation.cli).toContain(
    '--dry-run --region us-east-1 --instance-id i-large --instance-type Value=m5.xlarge',
  )
  expect(about(verdicts, gceId('geo')).finding?.remediation.cli).toContain(
    'set-machine-type geo --project=p --zone=us-central1-a',
  )
})
