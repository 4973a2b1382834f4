import { groupBy } from '@outlay/shared/group-by'
import type { Day } from '@outlay/shared/period'
import type { SharedRule, Split } from './model.ts'
import { divide, toUnits } from './units.ts'

/** What a month holds of one team and one shared rule; units of the last digit. */
export interface Cell {
  readonly month: Day
  readonly team: string | null
  /** Index of the first shared rule that takes it; null for direct costs. */
  readonly pool: number | null
  readonly cost: bigint
}

/** Quantity of a business unit by month and team. */
export interface Quantity {
  readonly month: Day
  readonly unit: string
  readonly team: string
  /** In units of the last digit. */
  readonly quantity: bigint
}

export interface TeamShare {
  /** Costs of the team that no shared rule takes. */
  direct: bigint
  /** Its part of shared costs. */
  sharedIn: bigint
  /** Costs that would be its own and are shared. */
  sharedOut: bigint
}

export interface Pool {
  readonly rule: SharedRule
  cost: bigint
  readonly shares: Map<string, bigint>
  /** Months without anything to split by, with what they cost: it stays unallocated. */
  readonly unsplit: { readonly month: Day; readonly cost: bigint; readonly reason: string }[]
}

export interface Allocation {
  readonly teams: ReadonlyMap<string, TeamShare>
  readonly pools: readonly Pool[]
  /** Costs without a team that no rule takes. */
  readonly ownerless: bigint
  /** With what could not be split: direct + shared + unallocated is the total, exactly. */
  readonly unallocated: bigint
  readonly total: bigint
}

/** Divides the costs month by month, so that a quarter is the sum of its months. Exact. */
export function allocate(
  cells: readonly Cell[],
  rules: readonly SharedRule[],
  quantities: readonly Quantity[],
): Allocation {
  const teams = ownCosts(cells)
  const pools: Pool[] = rules.map((rule) => ({ rule, cost: 0n, shares: new Map(), unsplit: [] }))
  const ownerless = sum(
    cells.filter(({ team, pool }) => team === null && pool === null).map(({ cost }) => cost),
  )
  for (const [month, ofMonth] of groupBy(cells, (cell) => cell.month)) {
    const direct = directOf(ofMonth)
    const measured = quantities.filter((quantity) => quantity.month === month)
    for (const [index, pool] of pools.entries()) {
      const cost = sum(ofMonth.filter((cell) => cell.pool === index).map((cell) => cell.cost))
      if (cost !== 0n)
        splitPool(pool, { month, cost, weights: weightsOf(pool.rule.split, direct, measured) }, teams)
    }
  }
  const unsplit = sum(pools.flatMap((pool) => pool.unsplit.map(({ cost }) => cost)))
  return {
    teams,
    pools,
    ownerless,
    unallocated: ownerless + unsplit,
    total: sum(cells.map(({ cost }) => cost)),
  }
}

function ownCosts(cells: readonly Cell[]): Map<string, TeamShare> {
  const teams = new Map<string, TeamShare>()
  for (const { team, pool, cost } of cells) {
    if (team !== null) shareOf(teams, team)[pool === null ? 'direct' : 'sharedOut'] += cost
  }
  return teams
}

interface Part {
  readonly month: Day
  readonly cost: bigint
  readonly weights: ReadonlyMap<string, bigint>
}

function splitPool(pool: Pool, { month, cost, weights }: Part, teams: Map<string, TeamShare>): void {
  pool.cost += cost
  const names = [...weights.keys()].toSorted()
  const parts = divide(
    cost,
    names.map((name) => weights.get(name) ?? 0n),
  )
  if (parts === null) {
    pool.unsplit.push({ month, cost, reason: reasonOf(pool.rule.split) })
    return
  }
  for (const [index, name] of names.entries()) {
    const part = parts[index] ?? 0n
    if (part === 0n) continue
    shareOf(teams, name).sharedIn += part
    pool.shares.set(name, (pool.shares.get(name) ?? 0n) + part)
  }
}

function weightsOf(
  split: Split,
  direct: ReadonlyMap<string, bigint>,
  measured: readonly Quantity[],
): ReadonlyMap<string, bigint> {
  if (split.method === 'fixed')
    return new Map(split.percents.map(({ team, percent }) => [team, toUnits(percent)]))
  const among = (team: string) => split.teams === null || split.teams.includes(team)
  if (split.method === 'metric') {
    const ofUnit = measured.filter(({ unit, team }) => unit === split.unit && among(team))
    return new Map(ofUnit.map(({ team, quantity }) => [team, quantity]))
  }
  if (split.method === 'even') {
    const active = [...direct].filter(([, cost]) => cost !== 0n).map(([team]) => team)
    return new Map((split.teams ?? active).map((team) => [team, 1n]))
  }
  // Credits can outweigh a team's costs: nobody bears a negative share for it.
  return new Map(
    [...direct].filter(([team]) => among(team)).map(([team, cost]) => [team, cost > 0n ? cost : 0n]),
  )
}

function reasonOf(split: Split): string {
  if (split.method === 'metric') return `no quantities of "${split.unit}" by team`
  const named = split.method !== 'fixed' && split.teams !== null
  return named ? 'none of its teams has direct costs' : 'no team has direct costs'
}

function directOf(cells: readonly Cell[]): ReadonlyMap<string, bigint> {
  const direct = new Map<string, bigint>()
  for (const { team, pool, cost } of cells) {
    if (team !== null && pool === null) direct.set(team, (direct.get(team) ?? 0n) + cost)
  }
  return direct
}

function shareOf(teams: Map<string, TeamShare>, team: string): TeamShare {
  const share = teams.get(team) ?? { direct: 0n, sharedIn: 0n, sharedOut: 0n }
  teams.set(team, share)
  return share
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n)
}
