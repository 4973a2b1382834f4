import { subtractAmounts } from '@outlay/shared/money'
import type { ReportTags } from '@outlay/shared/reports'
import { readCells } from '../../allocation/cells-query.ts'
import { requirementsOf } from '../../allocation/policy.ts'
import { readRuleSet } from '../../allocation/rule-set.ts'
import { fromUnits } from '../../allocation/units.ts'
import { BASIS, type ReportAsk, scopeFilters } from './scope.ts'
import { complete } from './spend.ts'

/** How much carries the required tags; without a policy, how much of the company has a team. */
export async function readTags(asked: ReportAsk): Promise<ReportTags | null> {
  const { ask, team, currency, sources } = asked
  const set = await readRuleSet(ask.connection, sources.allocation)
  const required = requirementsOf(set, ask.state.promoted)
  const { start, end } = complete(asked)
  const { cells } = await readCells(ask.connection, {
    question: { start, end, ...BASIS, currency, filters: scopeFilters(asked) },
    promoted: ask.state.promoted,
    shared: [],
    required,
  })
  const sum = (values: readonly bigint[]) => fromUnits(values.reduce((all, value) => all + value, 0n))
  if (required.length > 0) {
    const taggable = sum(cells.map((cell) => cell.taggable))
    return coverage('required', taggable, sum(cells.map(({ tagged }) => tagged)))
  }
  if (team !== null) return null
  const owned = sum(cells.filter((cell) => cell.team !== null).map(({ cost }) => cost))
  return coverage('team', sum(cells.map(({ cost }) => cost)), owned)
}

/** Credits and refunds can turn either sum negative; then there is no share. */
function coverage(of: ReportTags['of'], whole: string, part: string): ReportTags | null {
  if (Number(whole) <= 0 || Number(part) < 0) return null
  const share = Math.min(1, Number(part) / Number(whole))
  return { of, coverage: share, missing: subtractAmounts(whole, part) }
}
