import { expect, test } from 'vitest'
import { judge, type TestBill, type TestLine } from '../test-kit.ts'
import { verdictOf } from '../test-verdict.ts'
import { unusedCommitment } from './cm-02-unused.ts'
import { expiringCommitment } from './cm-03-expiring.ts'

const used: TestLine = {
  pricing: 'Committed',
  commitmentId: 'ri-1',
  commitmentCategory: 'Usage',
  commitmentType: 'Reserved Instance',
  commitmentStatus: 'Used',
  cost: '60',
  list: '100',
}
const unused: TestLine = { ...used, resource: null, commitmentStatus: 'Unused', cost: '20' }

test.each<readonly [string, TestBill, string]>([
  // 30 % of 600
  ['a quarter of it is unused', { lines: [used, unused] }, 'W 180.00'],
  [
    'of Azure',
    {
      lines: [
        { ...used, provider: 'azure' },
        { ...unused, provider: 'azure' },
      ],
    },
    'W 180.00',
  ],
  [
    'of Google Cloud',
    {
      lines: [
        { ...used, provider: 'gcp' },
        { ...unused, provider: 'gcp' },
      ],
    },
    'W 180.00',
  ],
  ['two percent', { lines: [used, { ...unused, cost: '1' }] }, 'nothing'],
  ['it is used up', { lines: [used] }, 'nothing'],
  ['unused for a week', { lines: [used, { ...unused, from: 6 }] }, 'too_young'],
  ['unused for ten days', { lines: [used, { ...unused, cost: '100', from: 9 }] }, 'too_young'],
])('unused: %s', async (_, bill, verdict) => {
  expect(await verdictOf(unusedCommitment, bill)).toBe(verdict)
})

test('that it is paid is certain, that it comes back is not', async () => {
  const { findings } = await judge(unusedCommitment, { lines: [used, unused] })
  expect(findings[0]?.verdict.savings).toMatchObject({ low: 0, high: 600 })
})

const ends = (day: string) => [
  { resource: 'ri-1', type: 'commitment', attributes: { ends_at: `${day}T00:00:00Z` } },
]

test.each<readonly [string, TestBill, string]>([
  // 3000 on demand instead of 1800
  ['in three weeks', { lines: [used], inventory: ends('2026-11-20') }, 'P 1200.00'],
  ['next year', { lines: [used], inventory: ends('2027-11-20') }, 'not_worth_it'],
  ['last month', { lines: [used], inventory: ends('2026-10-20') }, 'not_worth_it'],
  ['nobody knows when', { lines: [used] }, 'no_inventory'],
  ['no commitment', { lines: [{ cost: '1' }] }, 'nothing'],
])('it ends %s', async (_, bill, verdict) => {
  expect(await verdictOf(expiringCommitment, bill)).toBe(verdict)
})
