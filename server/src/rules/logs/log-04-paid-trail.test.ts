import { expect, test } from 'vitest'
import { judge, type TestLine } from '../test-kit.ts'
import { paidTrail } from './log-04-paid-trail.ts'

const trail: TestLine = {
  service: 'AWS CloudTrail',
  usageType: 'USE1-PaidEventsRecorded',
  resource: null,
  cost: '10',
  quantity: 500_000,
}

test.each([
  ['by its usage type', trail],
  ['without a region in it', { ...trail, usageType: 'PaidEventsRecorded' }],
  [
    'by its description',
    { ...trail, usageType: 'X', description: '$2.00 per 100,000 paid management events' },
  ],
] as const)('a second trail is proven %s', async (_, line) => {
  const { findings } = await judge(paidTrail, { lines: [line] })
  const verdict = findings[0]?.verdict
  expect(verdict?.grade).toBe('P')
  expect(verdict?.savings.expected).toBeCloseTo(291)
  expect(((verdict?.savings.high ?? 0) - (verdict?.savings.low ?? 0)) / 291).toBeLessThan(0.1)
  expect(verdict?.remediation.cli).toContain('IncludeManagementEvents')
})

test.each([
  ['free events', { ...trail, usageType: 'FreeEventsRecorded', cost: '0' }],
  ['data events', { ...trail, usageType: 'USE1-DataEventsRecorded' }],
  ['three days of it', { ...trail, from: 2 }],
] as const)('%s are no candidates', async (_, line) => {
  const { findings, silences } = await judge(paidTrail, { lines: [line] })
  expect([...findings, ...silences]).toEqual([])
})

test('what ended is not claimed', async () => {
  const { findings, silences } = await judge(paidTrail, { lines: [{ ...trail, to: 5 }] })
  expect(findings).toEqual([])
  expect(silences[0]?.verdict.reason).toBe('not_worth_it')
})
