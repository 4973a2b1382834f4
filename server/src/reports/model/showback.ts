import type { ReportShowback } from '@outlay/shared/report-split'
import { answerSummary } from '../../allocation/summary.ts'
import { type ReportAsk, scopeParams } from './scope.ts'
import { complete } from './spend.ts'

/**
 * What each team bears: its own costs and its part of shared ones. Shared costs are divided among all, so that it is asked
 * of everything; a team's report keeps its own line of it alone.
 */
export async function readShowback(asked: ReportAsk): Promise<ReportShowback> {
  const { team, sources } = asked
  const params = scopeParams({ ...asked, team: null, period: complete(asked) })
  const { teams, unallocated, pools } = await answerSummary(asked.ask, params, sources.allocation)
  const rows = teams
    .filter((each) => team === null || each.team === team)
    .map((each) => ({
      team: each.team,
      name: each.name ?? each.team,
      direct: each.direct,
      shared: each.sharedIn,
      total: each.total,
    }))
    .toSorted((a, b) => Number(b.total) - Number(a.total))
  return {
    rows,
    unallocated: team === null ? unallocated : null,
    pools: pools.flatMap(({ name, cost, shares }) => {
      if (team === null) return [{ name, cost }]
      return shares.flatMap((share) => (share.team === team ? [{ name, cost: share.cost }] : []))
    }),
  }
}
