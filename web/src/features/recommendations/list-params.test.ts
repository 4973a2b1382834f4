import { expect, test } from 'vitest'
import { parseView } from '../../lib/view.ts'
import { listParams, matching, withLocal } from './list-params.ts'
import { card } from './test-cards.ts'

const cards = [
  card({ id: 'a' }),
  card({ id: 'b', status: 'snoozed', provider: 'gcp', region: null, grade: 'S', team: null }),
  card({ id: 'c', status: 'accepted', rule: 'ST-02', family: 'storage', effort: 'L', risk: 'medium' }),
  card({
    id: 'd',
    status: 'dismissed',
    monthlySavings: { low: 0, expected: 900, high: 990 },
    resourceIds: [],
  }),
]

test.each([
  { search: '', ids: ['a', 'c'], says: 'what waits to be done' },
  { search: '?status=all', ids: ['a', 'b', 'c', 'd'], says: 'every status' },
  { search: '?status=snoozed,dismissed', ids: ['b', 'd'], says: 'two of them' },
  { search: '?status=nonsense', ids: [], says: 'none of a status that is not' },
  { search: '?status=all&grade=S,W', ids: ['b'], says: 'grades' },
  { search: '?family=storage', ids: ['c'], says: 'a family' },
  { search: '?rule=IDLE-05', ids: ['a'], says: 'a rule' },
  { search: '?effort=S&risk=low', ids: ['a'], says: 'effort and risk' },
  { search: '?status=all&min=100', ids: ['d'], says: 'a least saving' },
  { search: '?status=all&find=I-1', ids: ['a', 'b', 'c'], says: 'a part of a resource, whatever the case' },
  { search: '?status=all&team=search', ids: ['a', 'c', 'd'], says: 'the team in scope' },
  { search: '?status=all&f=provider:is:gcp', ids: ['b'], says: 'a cloud' },
  {
    search: '?status=all&f=provider:is:gcp&f=provider:is:aws',
    ids: ['a', 'b', 'c', 'd'],
    says: 'either cloud',
  },
  { search: '?status=all&f=provider:not:gcp&f=provider:not:aws', ids: [], says: 'neither cloud' },
  { search: '?status=all&f=region:absent', ids: ['b'], says: 'what has no region' },
  { search: '?status=all&f=service:contains:ec2&f=region:is:us-east-1', ids: ['a', 'c', 'd'], says: 'both' },
  { search: '?status=all&f=sku:is:x', ids: ['a', 'b', 'c', 'd'], says: 'all, as no SKU is known here' },
])('$search shows $says', ({ search, ids }) => {
  expect(matching(cards, listParams(parseView(search))).map(({ id }) => id)).toEqual(ids)
})

test('an order that does not exist is the usual one', () => {
  expect(listParams(parseView('?order=zodiac')).order).toBe('worth')
  expect(listParams(parseView('?order=cost')).order).toBe('cost')
})

test('a choice taken away leaves no trace', () => {
  const view = parseView('?min=50&family=idle')

  expect(withLocal(view, { min: null, family: '' })).toEqual({ local: {} })
  expect(withLocal(view, { rule: 'ST-02' }).local).toEqual({ min: '50', family: 'idle', rule: 'ST-02' })
})
