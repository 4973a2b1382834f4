import { addDays, daysBetween } from '@outlay/shared/period'
import type { ReportUnit } from '@outlay/shared/reports'
import { answerUnitCosts } from '../../queries/unit-costs/unit-costs.ts'
import { type ReportAsk, scopeParams } from './scope.ts'
import { complete } from './spend.ts'

/** What one of something costs the scope; null where it counts nothing. */
export async function readUnit(asked: ReportAsk): Promise<ReportUnit | null> {
  const { ask, team } = asked
  // The team is a parameter of this question, not a filter: the quantity is its own too.
  const params = scopeParams({ ...asked, team: null, period: complete(asked) })
  const { units } = await answerUnitCosts(ask, params)
  const unit = units.find((each) => (team === null ? true : each.teams.includes(team)))
  if (unit === undefined) return null
  params.set('unit', unit.unit)
  if (team !== null) params.set('team', team)
  const { meta } = await answerUnitCosts(ask, params)
  if (meta.total.unitCost === null) return null
  return { unit: unit.unit, unitCost: meta.total.unitCost, previous: await previousOf(asked, params) }
}

/** Of the same weekdays, or the same dates: a weekend is no week. */
async function previousOf(
  { ask, period, previous }: ReportAsk,
  params: URLSearchParams,
): Promise<number | null> {
  const days = daysBetween(period.start, params.get('end') ?? period.end)
  const end = [addDays(previous.start, days), previous.end].toSorted()[0] ?? previous.end
  const { oldestDay } = ask.state
  if (oldestDay === null || oldestDay > previous.start) return null
  const before = new URLSearchParams(params)
  before.set('start', previous.start)
  before.set('end', end)
  return (await answerUnitCosts(ask, before)).meta.total.unitCost
}
