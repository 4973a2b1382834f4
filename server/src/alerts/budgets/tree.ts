import { type Amount, addAmounts } from '@outlay/shared/money'
import Big from 'big.js'
import type { Judged } from './judge.ts'

export interface Placed {
  readonly judged: Judged
  readonly depth: number
  /** What the direct children of the same period and currency may cost, where that is more than the budget's own. */
  readonly overAllocated: Amount | null
}

/** Parents before their children, siblings as they came. A budget whose parent is gone stands at the top. */
export function toTree(all: readonly Judged[]): readonly Placed[] {
  const known = new Set(all.map(({ budget }) => budget.id))
  const childrenOf = (id: string | null) =>
    all.filter(
      ({ budget }) => (budget.parent !== null && known.has(budget.parent) ? budget.parent : null) === id,
    )
  const place = (judged: Judged, depth: number): readonly Placed[] => {
    const children = childrenOf(judged.budget.id)
    const below = children.flatMap((child) => place(child, depth + 1))
    return [{ judged, depth, overAllocated: overAllocated(judged, children) }, ...below]
  }
  return childrenOf(null).flatMap((judged) => place(judged, 0))
}

function overAllocated({ budget, standing }: Judged, children: readonly Judged[]): Amount | null {
  const alike = children.filter(
    (child) => child.budget.currency === budget.currency && child.period.key === standing.period.key,
  )
  if (standing.amount === null || alike.length === 0) return null
  const given = addAmounts(alike.map((child) => child.standing.amount ?? '0'))
  return new Big(given).gt(standing.amount) ? given : null
}
