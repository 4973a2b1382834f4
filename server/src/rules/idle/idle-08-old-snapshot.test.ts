import { expect, test } from 'vitest'
import type { TestBill, TestLine } from '../test-kit.ts'
import { verdictOf } from '../test-verdict.ts'
import { oldSnapshot } from './idle-08-old-snapshot.ts'

const snapshot: TestLine = { resource: 'snap-1', usageType: 'EBS:SnapshotUsage', cost: '1' }
const seen = (attributes: Readonly<Record<string, unknown>>) => [
  {
    resource: 'snap-1',
    type: 'snapshot',
    attributes: { created_days_ago: 200, source_volume_exists: false, ...attributes },
  },
]

test.each<readonly [string, TestBill, string]>([
  ['old, its disk gone', { lines: [snapshot], inventory: seen({}) }, 'I 30.00'],
  [
    'old, its disk still there: others build on it',
    { lines: [snapshot], inventory: seen({ source_volume_exists: true }) },
    'I 18.00',
  ],
  [
    'one of Google Cloud by its day',
    {
      lines: [{ ...snapshot, provider: 'gcp', usageType: 'Storage PD Snapshot' }],
      inventory: seen({ created_days_ago: null, created_at: '2025-09-01T00:00:00Z', referenced_by: [] }),
    },
    'I 30.00',
  ],
  ['nobody knows its age', { lines: [snapshot] }, 'no_inventory'],
  ['a month old', { lines: [snapshot], inventory: seen({ created_days_ago: 30 }) }, 'too_young'],
  [
    'an image refers to it',
    { lines: [snapshot], inventory: seen({ referenced_by: ['ami-1'] }) },
    'not_worth_it',
  ],
])('%s', async (_, bill, verdict) => {
  expect(await verdictOf(oldSnapshot, bill)).toBe(verdict)
})
