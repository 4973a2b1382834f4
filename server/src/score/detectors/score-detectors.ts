import type { Metric } from '@outlay/shared/dimensions'
import { z } from 'zod'
import type { ForecastScope } from '../../detect/forecast/history.ts'
import { type Ask, withAsk } from '../../queries/ask.ts'
import type { Filter } from '../../queries/filters.ts'
import { onDemo, type ScoreDeps } from '../score-demo.ts'
import { readAnomalyTruth } from './anomaly-truth.ts'
import { type AnomalyScore, scoreAnomalies } from './score-anomalies.ts'
import { type ForecastCase, type MonthCase, scoreForecasts } from './score-forecasts.ts'

/** Detectors and forecasts on one company. */
export interface DetectorScore {
  readonly seed: number
  readonly anomalies: AnomalyScore
  readonly cases: readonly ForecastCase[]
  readonly months: readonly MonthCase[]
}

/** Makes the company of a seed in a folder of its own, runs the detectors on it, and throws the folder away. */
export async function scoreDetectors(seed: number, deps: ScoreDeps): Promise<DetectorScore> {
  return onDemo(seed, deps, async (db, truthFile) => {
    const truth = readAnomalyTruth(truthFile)
    const connection = await db.connect()
    try {
      return await withAsk(connection, deps.clock(), async (ask) => {
        deps.onProgress(`seed ${seed}: anomalies`)
        const anomalies = await scoreAnomalies(ask, truth)
        deps.onProgress(`seed ${seed}: forecasts`)
        return { seed, anomalies, ...(await scoreForecasts(ask, await scopesOf(ask))) }
      })
    } finally {
      connection.closeSync()
    }
  })
}

const BASIS = { metric: 'effective' satisfies Metric, charges: 'cost' } as const
const TEAMS = 6

/** The company in each currency, each provider, and the largest teams. */
async function scopesOf({ connection, state }: Ask): Promise<readonly (readonly [string, ForecastScope])[]> {
  const reader = await connection.runAndReadAll(SCOPES, { teams: TEAMS })
  const rows = z.array(ScopeRow).parse(reader.getRowObjectsJson())
  const whole = state.currencies.map((currency) => [`all ${currency}`, scope([], currency)] as const)
  const parts = rows.map(({ dimension, value, currency }) => {
    const filter: Filter = { dimension, op: 'is', values: [value] }
    return [`${dimension} ${value} ${currency}`, scope([filter], currency)] as const
  })
  return [...whole, ...parts]
}

function scope(filters: readonly Filter[], currency: string): ForecastScope {
  return { ...BASIS, filters, currency }
}

const SCOPES = `
  with sums as (
    select 'provider' as dimension, provider as value, currency, sum(effective)::double as cost from cost_fact group by all
    union all
    select 'team', team, currency, sum(effective)::double from cost_fact where team is not null group by all
  )
  select dimension, value, currency
  from sums
  qualify row_number() over (partition by dimension order by cost desc) <= $teams
  order by dimension, cost desc`

const ScopeRow = z.object({
  dimension: z.enum(['provider', 'team']),
  value: z.string(),
  currency: z.string(),
})
