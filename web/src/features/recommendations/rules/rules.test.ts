import type { RuleAnswer, RuleSilenceGroup } from '@outlay/shared/recommendations'
import { expect, test } from 'vitest'
import { changeText } from './change-text.ts'
import { bodyOf, draftOf } from './draft.ts'
import { outcomeOf } from './outcome.ts'
import { reasonsOf } from './reasons.ts'

const silence = (more: Partial<RuleSilenceGroup>): RuleSilenceGroup => ({
  reason: 'no_metrics',
  detail: 'No CPU series for 14 days.',
  provider: 'aws',
  subAccountId: '1',
  candidates: 2,
  cost: '10.05',
  currency: 'USD',
  ...more,
})
const outcome = (more: Partial<NonNullable<RuleAnswer['lastOutcome']>>): RuleAnswer['lastOutcome'] => ({
  ranAt: '2026-11-23T12:00:00Z',
  findings: 0,
  silences: [],
  explanation: '',
  milliseconds: 1,
  error: null,
  ...more,
})
const settings = [
  { name: 'days', description: 'Days', value: 30, default: 14 },
  { name: 'types', description: 'Types', value: ['a', 'b'], default: ['a', 'b'] },
]

test('silences of one reason are added over accounts, exactly, but never over currencies or rules', () => {
  const silences = [
    silence({}),
    silence({ subAccountId: '2', cost: '0.1' }),
    silence({ currency: 'EUR', cost: '99' }),
    silence({ reason: 'not_worth_it', detail: 'Busy.', cost: '500' }),
  ]
  const rules = [
    { id: 'RS-01', lastOutcome: outcome({ silences }) },
    { id: 'IDLE-05', lastOutcome: outcome({ silences: [silence({})] }) },
  ]

  const reasons = reasonsOf(rules)

  expect(
    reasons.map(({ rule, reason, cost, currency, candidates }) => [rule, reason, cost, currency, candidates]),
  ).toEqual([
    ['RS-01', 'no_metrics', '99', 'EUR', 2],
    ['RS-01', 'no_metrics', '10.15', 'USD', 4],
    ['IDLE-05', 'no_metrics', '10.05', 'USD', 2],
    ['RS-01', 'not_worth_it', '500', 'USD', 2],
  ])
  expect(reasons[1]?.accounts).toEqual(['1', '2'])
})

test.each([
  { says: 'unrun', lastOutcome: null },
  { says: 'failed', lastOutcome: outcome({ error: 'broken', findings: 0 }) },
  { says: 'found', lastOutcome: outcome({ findings: 1, silences: [silence({})] }) },
  { says: 'unjudged', lastOutcome: outcome({ silences: [silence({})] }) },
  { says: 'nothing', lastOutcome: outcome({ silences: [silence({ reason: 'not_worth_it' })] }) },
])('a rule whose last run came to this is $says', ({ says, lastOutcome }) => {
  expect(outcomeOf({ id: 'RS-01', lastOutcome })).toBe(says)
})

test('saving sends what differs from the defaults and keeps what is left out and what holds in part', () => {
  const exclusions = [{ team: 'search', reason: 'planned' }]
  const scopes = [{ subAccount: '1', settings: { days: 3 } }]
  const draft = draftOf({ settings, exclusions, scopes })

  expect(draft.values).toEqual({ days: '30', types: 'a, b' })
  expect(bodyOf({ settings }, draft)).toEqual({ settings: { days: 30 }, exclusions, scopes })
  const typed = { ...draft, values: { days: '14', types: 'a, c' } }
  expect(bodyOf({ settings }, typed).settings).toEqual({ types: ['a', 'c'] })
  expect(bodyOf({ settings }, { ...draft, values: { days: 'many' } }).settings).toEqual({ days: 'many' })
})

test('the history tells what each change made different from the one before', () => {
  const change = (more: object) => ({
    changedAt: '2026-11-23T12:00:00Z',
    actor: 'Ada',
    settings: {},
    exclusions: [],
    scopes: [],
    ...more,
  })
  const first = change({ settings: { days: 30 }, exclusions: [{ team: 'search', reason: 'planned' }] })
  const second = change({ scopes: [{ tag: 'env=dev', settings: { days: 3 } }] })

  expect(changeText({ settings }, undefined, first)).toBe('Days 14 → 30; leaves out team search (planned)')
  expect(changeText({ settings }, first, second)).toBe(
    'Days 30 → 14; no longer leaves out team search (planned); sets for tag env=dev: Days 3',
  )
  expect(changeText({ settings }, second, second)).toBe('saved without a change')
})
