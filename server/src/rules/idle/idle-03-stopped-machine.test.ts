import { expect, test } from 'vitest'
import type { TestBill, TestLine } from '../test-kit.ts'
import { verdictOf } from '../test-verdict.ts'
import { stoppedMachine } from './idle-03-stopped-machine.ts'

const volume: TestLine = { resource: 'vol-1', usageType: 'EBS:VolumeUsage.gp3', cost: '1' }
const machine: TestLine = { resource: 'i-1', usageType: 'BoxUsage:m5.large', cost: '2', from: 59, to: 40 }
const attached = {
  resource: 'vol-1',
  type: 'disk',
  state: 'in-use',
  attributes: { attached: true, attached_to: 'i-1', volume_type: 'gp3', size_gib: 100, used_gib: 80 },
}
const host = (state: string) => ({ resource: 'i-1', type: 'vm', state })

test.each<readonly [string, TestBill, string]>([
  // 1 − 0.8 × 0.05 ÷ 0.08 of 30
  [
    'its machine stopped 40 days ago',
    { lines: [volume, machine], inventory: [attached, host('stopped')] },
    'I 15.00',
  ],
  [
    'its machine, of Azure, was deallocated before all history',
    {
      lines: [{ ...volume, provider: 'azure', resource: '/subscriptions/s/disk', usageType: 'P30 LRS Disk' }],
      inventory: [
        {
          ...attached,
          resource: '/subscriptions/s/disk',
          attributes: { ...attached.attributes, attached_to: 'vm-old', volume_type: 'Premium_LRS' },
        },
        { resource: '/subscriptions/s/providers/vm-old', type: 'vm', state: 'VM deallocated' },
      ],
    },
    'I 21.11',
  ],
  [
    'its machine ran last week',
    { lines: [volume, { ...machine, to: 6 }], inventory: [attached, host('stopped')] },
    'too_young',
  ],
  ['its machine runs', { lines: [volume, machine], inventory: [attached, host('running')] }, 'nothing'],
  ['nobody knows of its machine', { lines: [volume, machine] }, 'nothing'],
])('%s', async (_, bill, verdict) => {
  expect(await verdictOf(stoppedMachine, bill)).toBe(verdict)
})
