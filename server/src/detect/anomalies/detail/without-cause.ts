import type { Anomaly, AnomalyCause } from '@outlay/shared/detect'
import type { Day } from '@outlay/shared/period'
import { z } from 'zod'
import { type Query, runQuery } from '../../../db/query.ts'
import type { Ask } from '../../../queries/ask.ts'
import { AnomalyPlace, anomalyPlace, OWN_LINES } from './place-lines.ts'

/** What the top cause cost on each day of the place, so that a chart can leave it out. */
export interface CauseDays {
  readonly cause: Pick<AnomalyCause, 'dimension' | 'value' | 'name'>
  readonly costs: ReadonlyMap<Day, number>
}

/** The days of the first cause that is part of the place and brings much of it; undefined where there is none. */
export async function readCauseDays(
  { connection }: Pick<Ask, 'connection'>,
  anomaly: Anomaly,
): Promise<CauseDays | undefined> {
  const cause = anomaly.causes.find((each) => isPart(anomaly, each))
  if (cause === undefined || cause.value === null) return undefined
  const { dimension, value, name } = cause
  const rows = await runQuery(connection, queryOf(dimension), { ...anomalyPlace(anomaly), value })
  return { cause: { dimension, value, name }, costs: new Map(rows.map(({ day, cost }) => [day, cost])) }
}

/** Of the excess, a cause that is left out brings at least this share; of the place it has at most the other. */
const MUCH = 0.25
const WHOLE = 0.99

function isPart(anomaly: Anomaly, cause: AnomalyCause): boolean {
  return (
    cause.value !== null &&
    cause.value !== ownOf(anomaly, cause) &&
    cause.share >= MUCH &&
    cause.during < WHOLE * anomaly.actual
  )
}

/** What the place itself names in the dimension of a cause. */
function ownOf(anomaly: Anomaly, { dimension }: AnomalyCause): string | null {
  const { service, usageType, subAccountId, team, scope } = anomaly
  const own: Readonly<Record<AnomalyCause['dimension'], string | null>> = {
    service,
    usageType,
    subAccount: subAccountId,
    region: null,
    resource: null,
    team: scope === 'team' ? team : null,
  }
  return own[dimension]
}

const COLUMNS: Readonly<Record<AnomalyCause['dimension'], string>> = {
  service: 'service',
  usageType: 'coalesce(usage_type, sku)',
  subAccount: 'sub_account',
  region: 'region',
  resource: 'resource',
  team: 'team',
}

function queryOf(dimension: AnomalyCause['dimension']) {
  return {
    name: 'anomalies.cause-days',
    sql: `
      select day, sum(effective)::double as cost
      from cost_fact
      where ${OWN_LINES} and ${COLUMNS[dimension]} = $value
        and day >= $start::date - 90 and day <= $last::date + 60
      group by day
    `,
    params: AnomalyPlace.extend({ value: z.string() }),
    row: z.object({ day: z.string(), cost: z.number() }),
  } satisfies Query<z.ZodType, z.ZodType>
}
