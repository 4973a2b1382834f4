import type { AllocationSummary } from '@outlay/shared/allocation'
import { type Amount, addAmounts } from '@outlay/shared/money'

/** 0 is the whole, 1 how it is divided, 2 who bears it. */
type Column = 0 | 1 | 2

export interface FlowNode {
  readonly id: string
  readonly label: string
  readonly column: Column
  readonly part: 'total' | 'direct' | 'shared' | 'none' | 'team'
}

export interface FlowLink {
  readonly from: string
  readonly to: string
  readonly part: 'direct' | 'shared' | 'none'
  readonly amount: Amount
}

export interface Flow {
  readonly nodes: readonly FlowNode[]
  readonly links: readonly FlowLink[]
}

const NONE: FlowNode = { id: 'bears-none', label: 'No team', column: 2, part: 'none' }

/**
 * How the total comes to the teams: directly, by each shared rule, or to nobody. The links out of the total add up to it,
 * and those into a team to what it bears. Past `teamsMax` teams the smaller ones are one.
 */
export function toFlow(summary: AllocationSummary, teamsMax = 10): Flow {
  const shown = new Set(summary.teams.slice(0, teamsMax).map(({ team }) => team))
  const rest = summary.teams.length - shown.size
  const place = (team: string) => (shown.has(team) ? `team ${team}` : 'others')
  const pools = summary.pools.filter(({ shares }) => shares.length > 0)
  const nodes: FlowNode[] = [
    { id: 'total', label: 'Total', column: 0, part: 'total' },
    { id: 'direct', label: 'Direct', column: 1, part: 'direct' },
    ...pools.map(({ key, name }) => poolNode(key, name)),
    { id: 'none', label: 'No team', column: 1, part: 'none' },
    ...summary.teams
      .slice(0, teamsMax)
      .map(
        ({ team, name }) => ({ id: `team ${team}`, label: name ?? team, column: 2, part: 'team' }) as const,
      ),
    ...(rest > 0 ? [{ id: 'others', label: `${rest} other teams`, column: 2, part: 'team' } as const] : []),
    NONE,
  ]
  const links: FlowLink[] = [
    { from: 'total', to: 'direct', part: 'direct', amount: summary.direct },
    ...pools.map(({ key, shares }) => ({
      ...{ from: 'total', to: `pool ${key}`, part: 'shared' as const },
      amount: addAmounts(shares.map(({ cost }) => cost)),
    })),
    { from: 'total', to: 'none', part: 'none', amount: summary.unallocated },
    ...summary.teams.map(({ team, direct }) => ({
      ...{ from: 'direct', to: place(team), part: 'direct' as const, amount: direct },
    })),
    ...pools.flatMap(({ key, shares }) =>
      shares.map(({ team, cost }) => ({
        ...{ from: `pool ${key}`, to: place(team), part: 'shared' as const, amount: cost },
      })),
    ),
    { from: 'none', to: NONE.id, part: 'none', amount: summary.unallocated },
  ]
  return { nodes, links: together(links) }
}

function poolNode(key: string, name: string): FlowNode {
  return { id: `pool ${key}`, label: name, column: 1, part: 'shared' }
}

/** One link from a place to a place; what is nothing is none. */
function together(links: readonly FlowLink[]): readonly FlowLink[] {
  const found = new Map<string, FlowLink>()
  for (const link of links) {
    const key = JSON.stringify([link.from, link.to])
    const before = found.get(key)
    found.set(
      key,
      before === undefined ? link : { ...link, amount: addAmounts([before.amount, link.amount]) },
    )
  }
  return [...found.values()].filter(({ amount }) => amount !== '0')
}
