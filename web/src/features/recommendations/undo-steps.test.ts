import { expect, test } from 'vitest'
import { card } from './test-cards.ts'
import { stepsOf, undoSteps } from './undo-steps.ts'

test('what stood before comes back, those that stood alike in one step', () => {
  const before = [
    card({ id: 'a' }),
    card({ id: 'b', status: 'snoozed', until: '2026-12-01' }),
    card({ id: 'c' }),
    card({ id: 'd', status: 'snoozed', untilCost: 120 }),
  ]

  expect(undoSteps(before, { status: 'accepted' })).toEqual([
    { ids: ['a', 'c'], change: { status: 'open', reason: null, until: null } },
    { ids: ['b'], change: { status: 'snoozed', reason: null, until: '2026-12-01' } },
    { ids: ['d'], change: { status: 'snoozed', reason: null, until: null, untilCost: 120 } },
  ])
})

test('an assignment gives it back to whoever had it and leaves the status alone', () => {
  const before = [card({ id: 'a', assignee: 'Ada', status: 'verified' }), card({ id: 'b' })]

  expect(undoSteps(before, { assignee: 'Grace' })).toEqual([
    { ids: ['a'], change: { assignee: 'Ada' } },
    { ids: ['b'], change: { assignee: null } },
  ])
})

test.each([
  { says: 'a status that only the bill brings', more: { status: 'verified' } },
  { says: 'one that expired', more: { status: 'expired' } },
] as const)('$says cannot be set again, so there is no undo', ({ more }) => {
  expect(undoSteps([card(), card({ id: 'b', ...more })], { status: 'open' })).toBeNull()
})

test('more than the server takes at once go in several steps', () => {
  const ids = Array.from({ length: 2001 }, (_, index) => `r-${index}`)

  const steps = stepsOf(ids, { status: 'open' })

  expect(steps.map((step) => step.ids.length)).toEqual([1000, 1000, 1])
  expect(steps.flatMap((step) => step.ids)).toEqual(ids)
})
