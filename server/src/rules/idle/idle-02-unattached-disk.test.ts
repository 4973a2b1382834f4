import { expect, test } from 'vitest'
import type { TestBill, TestLine } from '../test-kit.ts'
import { verdictOf } from '../test-verdict.ts'
import { unattachedDisk } from './idle-02-unattached-disk.ts'

const volume: TestLine = { resource: 'vol-1', usageType: 'EBS:VolumeUsage.gp3', cost: '1', unit: 'GB-Mo' }
const disk: TestLine = {
  provider: 'gcp',
  resource: 'pd-1',
  usageType: 'pd-ssd',
  meter: 'SSD backed PD Capacity',
  cost: '2',
}
const seen = (resource: string, attributes: Readonly<Record<string, unknown>>) => [
  { resource, type: 'disk', attributes },
]
const free = { attached: false, size_gib: 100, used_gib: 50, detached_at: '2026-09-20T00:00:00Z' }

test.each<readonly [string, TestBill, string]>([
  // half of it in use: 1 − 0.5 × 0.05 ÷ 0.08 of 30
  [
    'a volume on nothing for weeks',
    { lines: [volume], inventory: seen('vol-1', { ...free, volume_type: 'gp3' }) },
    'I 20.63',
  ],
  // 1 − 0.5 × 0.05 ÷ 0.17 of 60
  [
    'a disk of Google Cloud',
    { lines: [disk], inventory: seen('pd-1', { ...free, volume_type: 'pd-ssd' }) },
    'I 51.18',
  ],
  ['a volume of which nobody knows', { lines: [volume] }, 'no_inventory'],
  ['an attached one', { lines: [volume], inventory: seen('vol-1', { attached: true }) }, 'nothing'],
  [
    'one that was detached last week',
    { lines: [volume], inventory: seen('vol-1', { ...free, detached_at: '2026-10-25T00:00:00Z' }) },
    'too_young',
  ],
  [
    'one that no longer bills',
    { lines: [{ ...volume, to: 5 }], inventory: seen('vol-1', free) },
    'not_worth_it',
  ],
])('%s', async (_, bill, verdict) => {
  expect(await verdictOf(unattachedDisk, bill)).toBe(verdict)
})
