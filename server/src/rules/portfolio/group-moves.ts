import { groupBy } from '@outlay/shared/group-by'
import { add, idOf, merged } from './card.ts'
import type { CountedCard } from './count.ts'

/**
 * Makes one card of those that lead machines of an account from one family to another: one decision, many sizes. Those that
 * count in the total and those that another measure excludes stay apart, and sums stay what they are.
 */
export function groupMoves(cards: readonly CountedCard[]): CountedCard[] {
  const groups = [...groupBy(cards, keyOf).values()]
  const renamed = new Map<string, string>()
  const joined = groups.map((group) => {
    const one = join(group)
    for (const { id } of group) renamed.set(id, one.id)
    return one
  })
  return joined.map((card) => ({
    ...card,
    conflictsWith: [...new Set(card.conflictsWith.map((id) => renamed.get(id) ?? id))].filter(
      (id) => id !== card.id,
    ),
  }))
}

function keyOf({ id, rule, candidate, finding, counted }: CountedCard): string {
  if (finding.move === undefined) return id
  const { provider, billing_account, sub_account, currency } = candidate
  const scope = [rule.id, provider, billing_account, sub_account, currency, finding.grade, finding.move]
  return [...scope, counted.expected > 0].join('\0')
}

function join(group: readonly CountedCard[]): CountedCard {
  const [first] = group
  if (first === undefined) throw new Error('a group without cards')
  if (group.length === 1) return first
  const card = merged(group.map(({ rule, candidate, finding }) => ({ rule, candidate, verdict: finding })))
  const { provider, billing_account, sub_account, currency } = first.candidate
  const count = card.candidate.resource_ids.length
  const state = first.counted.expected > 0 ? 'counted' : 'excluded'
  return {
    ...card,
    id: idOf(card.rule, [
      provider,
      billing_account,
      currency,
      'move',
      sub_account,
      first.finding.move ?? '',
      state,
    ]),
    finding: {
      ...card.finding,
      title: `${count} machines of ${sub_account ?? 'the account'}: ${first.finding.move}`,
      facts: { ...card.finding.facts, ...movedFacts(first.finding.move ?? ''), count },
    },
    savings: add(group.map(({ savings }) => savings)),
    counted: add(group.map(({ counted }) => counted)),
    conflictsWith: group.flatMap(({ conflictsWith }) => conflictsWith),
    coveredCost: group.reduce((sum, { coveredCost }) => sum + coveredCost, 0),
  }
}

function movedFacts(move: string) {
  const [type = '', newType = ''] = move.split(' → ')
  return { type, new_type: newType }
}
