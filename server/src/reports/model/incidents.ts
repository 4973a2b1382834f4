import type { Anomaly } from '@outlay/shared/detect'
import { addDays } from '@outlay/shared/period'
import type { ReportAlert, ReportAnomaly } from '@outlay/shared/reports'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import { readAnomalies } from '../../detect/anomalies/read-anomalies.ts'
import { liesIn } from './in-scope.ts'
import { isWhole, type ReportAsk, scopeFilters } from './scope.ts'

const ANOMALIES_MAX = 5
const ALERTS_MAX = 5

/**
 * Anomalies that went on in the period, the largest first. Of a team: its own, and its own part of each; of a filter:
 * those that lie in it whole.
 */
export async function readIncidents(asked: ReportAsk): Promise<readonly ReportAnomaly[]> {
  const { ask, team, period, currency } = asked
  const params = new URLSearchParams({
    status: 'active,acknowledged,resolved',
    ...(team === null ? {} : { team }),
  })
  const { data } = await readAnomalies(ask.connection, params)
  const filters = asked.filters.length === 0 ? [] : scopeFilters(asked)
  return data
    .filter((each) => liesIn(each, filters))
    .filter(
      (each) => each.currency === currency && each.startedOn < period.end && each.lastDay >= period.start,
    )
    .map((each) => toAnomaly(each, team))
    .slice(0, ANOMALIES_MAX)
}

function toAnomaly(anomaly: Anomaly, team: string | null): ReportAnomaly {
  const { id, kind, state, classification, startedOn, excess } = anomaly
  return {
    ...{ id, kind, where: placeFor(anomaly, team), since: startedOn },
    state: classification === null ? state : `${state}, ${classification.replace('_', ' ')}`,
    excess: team === null ? excess : excess * shareOf(anomaly, team),
  }
}

/** A team is not told of the accounts that it shares with others. */
function placeFor(
  { scope, service, usageType, subAccountName, subAccountId, provider }: Anomaly,
  team: string | null,
) {
  if (scope === 'team') return team === null ? 'A team' : 'The whole team'
  const what = [service, usageType].filter((part) => part !== null).join(' ')
  if (what !== '') return what
  if (team !== null) return 'Its accounts'
  return subAccountName ?? subAccountId ?? provider ?? 'Everything'
}

/** Of what changed, the part of the team. */
function shareOf({ scope, causes }: Anomaly, team: string): number {
  if (scope === 'team') return 1
  const own = causes.find(({ dimension, value }) => dimension === 'team' && value === team)
  return own === undefined ? 1 : Math.min(1, Math.max(0, own.share))
}

/** Budget alerts of the period; of a report on everything, late data as well. What filters find has none of its own. */
export async function readAlertsOf(asked: ReportAsk): Promise<readonly ReportAlert[]> {
  const { ask, team, period } = asked
  if (team === null && !isWhole(asked)) return []
  const rows = await runQuery(ask.connection, alertsQuery, {
    team,
    start: period.start,
    // what is decided on the last day's figures is decided when they are complete
    end: addDays(period.end, 1),
  })
  return rows.slice(0, ALERTS_MAX)
}

const alertsQuery = {
  name: 'reports.alerts',
  sql: `
    select id, json_extract_string(message::json, '$.title') as title, state, created_at::date::varchar as day
    from alert
    where created_at >= $start::timestamp and created_at < $end::timestamp and state <> 'silent'
      and (($team::varchar is null and kind in ('budget', 'data_late')) or (team = $team and kind = 'budget'))
    order by created_at desc, id
  `,
  params: z.object({ team: z.string().nullable(), start: z.string(), end: z.string() }),
  row: z.object({ id: z.string(), title: z.string(), state: z.string(), day: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
