import type { UntaggedItem } from '@outlay/shared/tagging'
import { expect, test } from 'vitest'
import { DEFAULT_VIEW } from '../../lib/view.ts'
import { basisQuery } from './answers.ts'
import { fromDraft, matchText, toDraft } from './match-draft.ts'
import { moved, withRule } from './rules/ordered-list.ts'
import { fromSplitDraft, newPercent, percentSum, splitText, toSplitDraft } from './shared/split-draft.ts'
import { TEMPLATES } from './shared/templates.ts'
import { tabOf } from './tabs.tsx'
import { reachesOf } from './untagged/reaches.ts'

const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '')

test('a match goes through its form unchanged, and what has no value is left out', () => {
  const match = [['service:contains:a:b', 'tag:x%3Ay:absent'], ['subAccount:is:1']]

  expect(fromDraft(toDraft(match))).toEqual(match)
  const [list = []] = toDraft([['service:is:a']])
  expect(fromDraft([list.map((condition) => ({ ...condition, value: ' ' }))])).toEqual([])
})

test.each([
  {
    match: [['subAccount:is:1', 'subAccount:is:2', 'service:contains:ml']],
    text: 'Account is 1 or 2 and Service contains ml',
  },
  { match: [['publisher:not:a', 'publisher:not:b']], text: 'Publisher is not a nor b' },
  { match: [['tag:team:absent'], ['region:is:eu']], text: 'Tag team is untagged; or Region is eu' },
])('$match reads $text', ({ match, text }) => {
  expect(plain(matchText(match))).toBe(text)
})

test('a rule moves one place, and not beyond the ends', () => {
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
})

test('an edited rule keeps its place, a new one comes last', () => {
  const list = [
    { key: 'a', n: 1 },
    { key: 'b', n: 2 },
  ]

  expect(withRule(list, { key: 'a', n: 9 })).toEqual([
    { key: 'a', n: 9 },
    { key: 'b', n: 2 },
  ])
  expect(withRule(list, { key: 'c', n: 3 }).map(({ key }) => key)).toEqual(['a', 'b', 'c'])
})

test('percentages add up exactly or the split is refused with the sum', () => {
  const draft = { ...toSplitDraft({ method: 'even', teams: null }), method: 'fixed' as const }
  const percents = [newPercent('a', '33.3'), newPercent('b', '33.3'), newPercent('c', '33.4'), newPercent()]

  expect(fromSplitDraft({ ...draft, percents })).toEqual({
    method: 'fixed',
    percents: [
      { team: 'a', percent: '33.3' },
      { team: 'b', percent: '33.3' },
      { team: 'c', percent: '33.4' },
    ],
  })
  expect(fromSplitDraft({ ...draft, percents: percents.slice(1) })).toBe(
    'The percentages add up to 66.7, they must to 100.',
  )
  expect(percentSum([{ percent: 'x' }, { percent: '0.1' }, { percent: '0.2' }])).toBe('0.3')
})

test.each([
  { split: { method: 'even', teams: null }, text: 'evenly' },
  { split: { method: 'proportional', teams: ['a', 'b'] }, text: 'in proportion to direct costs, among a, b' },
  { split: { method: 'metric', unit: 'orders', teams: null }, text: 'by orders of each team' },
  {
    split: { method: 'fixed', percents: [{ team: 'a', percent: '100' }] },
    text: 'by fixed percentages: a 100%',
  },
] as const)('$split.method reads $text and goes through its form', ({ split, text }) => {
  expect(plain(splitText(split))).toBe(text)
  expect(fromSplitDraft(toSplitDraft(split))).toEqual(split)
})

test('the marketplace is whoever sells on a bill and is not the cloud', () => {
  const marketplace = TEMPLATES.find(({ name }) => name === 'Marketplace')

  expect(marketplace?.rule(['Amazon Web Services, Inc.', 'Datadog, Inc.', 'Google LLC']).match).toEqual([
    ['publisher:is:Datadog, Inc.', 'team:absent'],
  ])
  expect(marketplace?.rule(['Microsoft']).match, 'not all that has no team').toEqual([])
})

const item = (more: Partial<UntaggedItem>): UntaggedItem => ({
  resource: 'vm',
  resourceName: null,
  provider: 'aws',
  subAccount: '1',
  subAccountName: 'main',
  service: 'EC2',
  resourceGroup: null,
  creator: null,
  cost: '1',
  suggestion: null,
  ...more,
})

test('one resource is assigned by its id, or with all of its account that has no team', () => {
  expect(reachesOf([item({})]).map(({ id, match }) => [id, match])).toEqual([
    ['these', [['resource:is:vm']]],
    ['account', [['subAccount:is:1', 'tag:team:absent']]],
  ])
})

test('resources of several accounts have no place in common; charges without a resource go by account and service', () => {
  const reaches = reachesOf([item({}), item({ resource: null, subAccount: '2' })])

  expect(reaches.map(({ id, match }) => [id, match])).toEqual([
    [
      'these',
      [['resource:is:vm'], ['resource:absent', 'subAccount:is:2', 'service:is:EC2', 'tag:team:absent']],
    ],
  ])
})

test('the page asks for all teams whatever the scope, and knows its parts', () => {
  const view = { ...DEFAULT_VIEW, team: 'search', metric: 'billed' as const }

  expect(String(basisQuery(view, { start: '2026-11-01', end: '2026-11-02' }))).toBe(
    'start=2026-11-01&end=2026-11-02&metric=billed',
  )
  expect(tabOf({ ...view, local: { tab: 'rules' } })).toBe('rules')
  expect(tabOf({ ...view, local: { tab: 'nonsense' } })).toBe('teams')
})
