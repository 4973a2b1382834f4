import type { BudgetRow } from '@outlay/shared/budgets'
import type { CommitmentRecord } from '@outlay/shared/commitments'
import type { Anomaly } from '@outlay/shared/detect'
import { expect, test } from 'vitest'
import { needsOfAnomalies, needsOfBudgets, needsOfCommitments, rankNeeds } from './needs.ts'

const budget = (standing: object) =>
  ({
    budget: { id: 'ml', name: 'ML', currency: 'USD' },
    standing: {
      status: 'at_risk',
      amount: '35000',
      actual: '28600',
      forecast: { expected: 41_400 },
      breach: null,
      ...standing,
    },
  }) as unknown as BudgetRow
const anomaly = (given: object) =>
  ({
    id: 'a',
    state: 'active',
    silent: null,
    sentence: 'S3 rose',
    startedOn: '2026-11-20',
    excess: 10,
    monthEndImpact: 90,
    currency: 'USD',
    ...given,
  }) as unknown as Anomaly
const commitment = (given: object) =>
  ({
    id: 'sp',
    name: null,
    type: 'Savings Plan',
    state: 'active',
    daysLeft: 20,
    end: { day: '2026-12-13' },
    notRenewing: { expected: 700 },
    currency: 'USD',
    ...given,
  }) as unknown as CommitmentRecord

test('a budget at risk waits with what it is heading to exceed, one on track does not', () => {
  expect(needsOfBudgets([budget({}), budget({ status: 'on_track' })])).toMatchObject([
    { title: 'ML is heading for $41.4K of $35K', risk: 6400, selected: 'ml' },
  ])
})

test('a budget tells the day on which it is used up', () => {
  const day = { day: '2026-11-25', happened: false }

  expect(needsOfBudgets([budget({ breach: day })])[0]?.note).toBe('Budget at risk, used up about 25 Nov')
  expect(needsOfBudgets([budget({ status: 'over', breach: { ...day, happened: true } })])[0]?.note).toBe(
    'Over budget, used up on 25 Nov',
  )
})

test('an anomaly waits while nobody has taken it, unless it alerts nobody', () => {
  const all = [anomaly({}), anomaly({ state: 'acknowledged' }), anomaly({ silent: 'first_days' })]

  expect(needsOfAnomalies(all)).toMatchObject([{ title: 'S3 rose', risk: 100 }])
})

test('a commitment waits in its last sixty days', () => {
  expect(
    needsOfCommitments([commitment({}), commitment({ daysLeft: 61 }), commitment({ daysLeft: null })]),
  ).toMatchObject([{ title: 'Savings Plan ends on 13 Dec', risk: 700 }])
})

test('the most money comes first, and no more than asked for', () => {
  const needs = [
    ...needsOfAnomalies([anomaly({})]),
    ...needsOfBudgets([budget({})]),
    ...needsOfCommitments([commitment({})]),
  ]

  expect(rankNeeds(needs, 2).map(({ kind }) => kind)).toEqual(['budget', 'commitment'])
})
