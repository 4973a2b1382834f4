import { expect, test } from 'vitest'
import { newerX86 } from '../generation/gen-02-newer-x86.ts'
import type { CountedCard } from './count.ts'
import { groupMoves } from './group-moves.ts'

const NOTHING = { low: 0, expected: 0, high: 0 }
const range = (expected: number) => ({ low: expected / 2, expected, high: expected * 2 })

function card(
  id: string,
  expected: number,
  more: { move?: string; account?: string; counted?: number } = {},
): CountedCard {
  const { move = 'm5 → m6a', account = 'shop', counted = expected } = more
  return {
    id,
    rule: newerX86,
    candidate: {
      provider: 'aws',
      billing_account: 'payer',
      sub_account: account,
      service: 'EC2',
      region: id.startsWith('eu') ? 'eu-west-1' : 'us-east-1',
      team: 'web',
      currency: 'USD',
      resource_ids: [`i-${id}`],
      monthly_cost: String(expected * 10),
    },
    finding: {
      verdict: 'finding',
      grade: 'S',
      title: id,
      probability: 0.6,
      savings: range(expected),
      factors: [],
      move,
      oneOff: 0,
      effort: 'M',
      risk: 'low',
      facts: {},
      remediation: { cli: `change ${id}`, terraform: null, console: null, rollback: null },
    },
    savings: range(expected),
    counted: counted === 0 ? NOTHING : range(counted),
    conflictsWith: [],
    coveredCost: 0,
  }
}

test('machines of an account that go from one family to another are one card, whatever their region', () => {
  const [only, ...rest] = groupMoves([card('a', 10), card('b', 30), card('eu-c', 5)])
  expect(rest).toEqual([])
  expect(only).toMatchObject({
    candidate: { resource_ids: ['i-a', 'i-b', 'i-eu-c'], monthly_cost: '450', region: null, team: 'web' },
    finding: { title: '3 machines of shop: m5 → m6a', facts: { type: 'm5', new_type: 'm6a', count: 3 } },
    savings: range(45),
    counted: range(45),
  })
  expect(only?.finding.remediation.cli).toBe('change a\nchange b\nchange eu-c')
})

test('another account, another move, and what another measure excludes stay apart; sums stay', () => {
  const cards = [
    card('a', 10),
    card('b', 20),
    card('c', 10, { account: 'lab' }),
    card('d', 10, { move: 'm5 → m7a' }),
    card('e', 10, { counted: 0 }),
    card('f', 10, { counted: 0 }),
  ]
  const grouped = groupMoves(cards)
  expect(grouped.map(({ candidate }) => candidate.resource_ids)).toEqual([
    ['i-a', 'i-b'],
    ['i-c'],
    ['i-d'],
    ['i-e', 'i-f'],
  ])
  expect(new Set(grouped.map(({ id }) => id)).size).toBe(4)
  const total = (list: readonly CountedCard[]) => list.reduce((sum, { counted }) => sum + counted.expected, 0)
  expect(total(grouped)).toBe(total(cards))
})

test('who conflicted with one of them conflicts with all, and the name stays from run to run', () => {
  const rival = { ...card('x', 10, { move: 'c5 → c6a' }), conflictsWith: ['a', 'b'] }
  const cards = [{ ...card('a', 10), conflictsWith: ['x'] }, card('b', 10), rival]
  const [group, other] = groupMoves(cards)
  expect(group?.conflictsWith).toEqual(['x'])
  expect(other?.conflictsWith).toEqual([group?.id])
  expect(groupMoves([card('b', 12), card('z', 1)])[0]?.id).toBe(group?.id)
})
