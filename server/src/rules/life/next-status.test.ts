import { expect, test } from 'vitest'
import { nextStatus, type Standing } from './next-status.ts'

const standing = (status: Standing['status'], more: Partial<Standing> = {}): Standing => ({
  id: 'r',
  status,
  until: null,
  untilCost: null,
  ...more,
})
const TODAY = '2026-11-23'
/** It costs so much a month and saves half of it. */
const found = (cost: number | null) => (cost === null ? null : { cost, saving: cost / 2 })

test.each([
  ['open and gone', standing('open'), null, 'expired'],
  ['snoozed and gone', standing('snoozed'), null, 'expired'],
  ['accepted and gone', standing('accepted'), null, 'applied'],
  ['in progress and gone', standing('in_progress'), null, 'applied'],
  ['expired and back', standing('expired'), 10, 'open'],
  ['applied and back', standing('applied'), 10, 'in_progress'],
  ['snoozed until today', standing('snoozed', { until: TODAY }), 10, 'open'],
  ['snoozed up to a cost that it reaches', standing('snoozed', { untilCost: 10 }), 10, 'open'],
  ['dismissed and saving twice as much', standing('dismissed', { untilCost: 5 }), 10, 'open'],
] as const)('%s', (_, before, cost, to) => {
  expect(nextStatus(before, found(cost), TODAY)?.to).toBe(to)
})

test.each([
  ['dismissed and found', standing('dismissed'), 10],
  ['dismissed and saving nearly twice as much', standing('dismissed', { untilCost: 5.1 }), 10],
  ['dismissed and gone', standing('dismissed'), null],
  ['verified and gone', standing('verified'), null],
  ['snoozed until tomorrow', standing('snoozed', { until: '2026-11-24', untilCost: 20 }), 10],
  ['accepted and still there', standing('accepted'), 10],
] as const)('%s stays as it is', (_, before, cost) => {
  expect(nextStatus(before, found(cost), TODAY)).toBeUndefined()
})
