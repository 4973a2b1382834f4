import type { CostsAnswer } from '@outlay/shared/api'
import { type Amount, addAmounts } from '@outlay/shared/money'
import { addDays, type Day } from '@outlay/shared/period'
import type { ReportPeriod } from '@outlay/shared/report-periods'
import type { ReportSpend, ReportTeam } from '@outlay/shared/reports'
import type { Ask } from '../../queries/ask.ts'
import { answerCosts } from '../../queries/costs.ts'
import { type ReportAsk, scopeParams } from './scope.ts'

type Asked = Pick<ReportAsk, 'team' | 'filters' | 'period' | 'through'>

/**
 * Daily costs of the period and of the one before. A week is compared by weekday, a month by date; only delivered
 * days count, on both sides, so that the two totals are of the same days.
 */
export function readDailyCosts(ask: Ask, scope: Asked): Promise<CostsAnswer> {
  const more = { granularity: 'daily', compare: 'previous', align: alignOf(scope.period) }
  return answerCosts(ask, scopeParams({ ...scope, period: complete(scope) }, more))
}

export function alignOf({ kind }: ReportPeriod): 'dow' | 'date' {
  return kind === 'week' ? 'dow' : 'date'
}

/** The delivered days of the period; the whole of it where none is. */
export function complete({ period, through }: Pick<Asked, 'period' | 'through'>): ReportPeriod {
  return through === null || through < period.start ? period : { ...period, end: addDays(through, 1) }
}

export function toSpend({ data, meta }: CostsAnswer, { period, through }: Asked): ReportSpend {
  const rows = new Map(data.map((row) => [row.period, row]))
  const isKnown = meta.previousTotal !== undefined
  const days = daysOf(period).map((day) => {
    const row = rows.get(day)
    const isComplete = through !== null && day <= through
    return {
      day,
      cost: isComplete ? (row?.cost ?? '0') : null,
      previous: isKnown && isComplete ? (row?.previousCost ?? '0') : null,
    }
  })
  return { cost: meta.total, previous: meta.previousTotal ?? null, days }
}

function daysOf({ start, end }: ReportPeriod): readonly Day[] {
  const days: Day[] = []
  for (let day = start; day < end; day = addDays(day, 1)) days.push(day)
  return days
}

const TEAMS_MAX = 8

/** The teams that cost most, the rest as one; of a report that is one team's, none. */
export async function readTeams(asked: ReportAsk): Promise<readonly ReportTeam[]> {
  if (asked.team !== null) return []
  const more = { granularity: 'total', groupBy: 'team', compare: 'previous', align: alignOf(asked.period) }
  const { data, meta } = await answerCosts(
    asked.ask,
    scopeParams({ ...asked, period: complete(asked) }, more),
  )
  const isKnown = meta.previousTotal !== undefined
  const rows = data
    .map(({ group, cost, previousCost }) => ({
      team: group[0] ?? null,
      cost,
      previous: isKnown ? (previousCost ?? '0') : null,
    }))
    .toSorted((a, b) => Number(b.cost) - Number(a.cost))
  const rest = rows.slice(TEAMS_MAX)
  if (rest.length === 0) return rows
  const sum = (amounts: readonly (Amount | null)[]) => addAmounts(amounts.map((amount) => amount ?? '0'))
  return [
    ...rows.slice(0, TEAMS_MAX),
    {
      team: `${rest.length} others`,
      cost: sum(rest.map(({ cost }) => cost)),
      previous: isKnown ? sum(rest.map(({ previous }) => previous)) : null,
    },
  ]
}
