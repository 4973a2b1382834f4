import { groupBy } from '@outlay/shared/group-by'
import { type Amount, addAmounts, subtractAmounts } from '@outlay/shared/money'
import { type Day, monthStart } from '@outlay/shared/period'
import type { StatementAdjustment, StatementLine } from '@outlay/shared/statements'
import type { Ask } from '../queries/ask.ts'
import { allocate } from './allocate.ts'
import { readCells } from './cells-query.ts'
import { type FileRules, readRuleSet } from './rule-set.ts'
import { readQuantities } from './side-queries.ts'
import type { IssuedLine, IssuedStatement } from './statement-store.ts'
import { fromUnits } from './units.ts'

/** What a statement says: effective costs without tax and credits, the basis of teams. Source: finops.md §1. */
export const STATEMENT_BASIS = { metric: 'effective', charges: 'cost' } as const

export interface MonthFigures {
  readonly total: Amount
  /** Teams, largest first, and last what has none. */
  readonly lines: readonly StatementLine[]
}

/** What months come to now, by team. */
export async function readMonths(
  ask: Ask,
  file: FileRules,
  { currency, months }: { readonly currency: string; readonly months: readonly Day[] },
): Promise<ReadonlyMap<Day, MonthFigures>> {
  const [first, last] = [months.toSorted().at(0), months.toSorted().at(-1)]
  if (first === undefined || last === undefined) return new Map()
  const { connection, state } = ask
  const set = await readRuleSet(connection, file)
  const shared = set.shared.filter(({ enabled }) => enabled)
  const range = { start: first, end: monthStart(last, 1) }
  const question = { ...STATEMENT_BASIS, ...range, currency, filters: [] }
  const { cells } = await readCells(connection, { question, promoted: state.promoted, shared, required: [] })
  const quantities = await readQuantities(connection, range)
  const byMonth = groupBy(cells, ({ month }) => month)
  return new Map(
    months.map((month) => {
      const allocation = allocate(byMonth.get(month) ?? [], shared, quantities)
      const teams = [...allocation.teams]
        .map(([team, { direct, sharedIn }]) => ({ team, direct, shared: sharedIn, total: direct + sharedIn }))
        .toSorted((a, b) => (a.total === b.total ? a.team.localeCompare(b.team) : a.total > b.total ? -1 : 1))
      const { unallocated } = allocation
      const rest = { team: null, direct: unallocated, shared: 0n, total: unallocated }
      const lines = [...teams, ...(unallocated === 0n ? [] : [rest])].map((line) => ({
        team: line.team,
        direct: fromUnits(line.direct),
        shared: fromUnits(line.shared),
        total: fromUnits(line.total),
      }))
      return [month, { total: fromUnits(allocation.total), lines }]
    }),
  )
}

/**
 * What moved in locked months since their figures were issued and corrected: now − (issued + adjustments posted since), by
 * month and team. It belongs into the statement that is issued next.
 */
export function movements(
  issued: readonly IssuedStatement[],
  lines: readonly IssuedLine[],
  now: ReadonlyMap<Day, MonthFigures>,
): readonly StatementAdjustment[] {
  return issued.flatMap(({ month }) => {
    const told = totalsByTeam(lines.filter(({ about_month }) => about_month === month))
    const current = totalsByTeam(now.get(month)?.lines ?? [])
    return [...new Set([...told.keys(), ...current.keys()])]
      .map((team) => ({
        month,
        team,
        amount: subtractAmounts(current.get(team) ?? '0', told.get(team) ?? '0'),
      }))
      .filter(({ amount }) => amount !== '0')
  })
}

function totalsByTeam(
  lines: readonly { readonly team: string | null; readonly total: Amount }[],
): ReadonlyMap<string | null, Amount> {
  return new Map(
    [...groupBy(lines, ({ team }) => team)].map(([team, own]) => [
      team,
      addAmounts(own.map(({ total }) => total)),
    ]),
  )
}
