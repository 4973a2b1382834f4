import { createHash } from 'node:crypto'
import { DOUBLE, type DuckDBConnection, LIST, listValue } from '@duckdb/node-api'
import type { Forecast } from '@outlay/shared/detect'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'
import type { Filter } from '../../queries/filters.ts'
import type { ForecastScope } from './history.ts'
import { scopeKey } from './record.ts'

/** True when a forecast of this scope from the same last complete day is kept already. */
export async function isKept(
  connection: DuckDBConnection,
  scope: ForecastScope,
  { history, days }: Forecast,
): Promise<boolean> {
  const asked = { scope: scopeKey(scope), through: history.through, days: days.length }
  const [row] = await runQuery(connection, keptQuery, asked)
  return row !== undefined
}

/** Keeps a forecast, so that its error can be told once its days are known. Runs inside the writer's transaction. */
export async function keepForecast(
  connection: DuckDBConnection,
  scope: ForecastScope,
  forecast: Forecast,
  { now, dataVersion }: { readonly now: string; readonly dataVersion: string },
): Promise<void> {
  const { history, days, monthEnd, method } = forecast
  const list = (value: 'mean' | 'low80' | 'high80') => listValue(days.map((day) => day[value]))
  const key = scopeKey(scope)
  const id = createHash('sha256')
    .update(`${key} ${history.through} ${now} ${days.length}`)
    .digest('hex')
    .slice(0, 16)
  const values = {
    id,
    key,
    filters: JSON.stringify(scope.filters.flatMap(toTexts)),
    metric: scope.metric,
    charges: scope.charges,
    currency: scope.currency,
    now,
    through: history.through,
    version: dataVersion,
    method,
    means: list('mean'),
    low80: list('low80'),
    high80: list('high80'),
    month: monthEnd.month,
    actual: monthEnd.actual,
    mean: monthEnd.mean,
    low: monthEnd.low80,
    high: monthEnd.high80,
  }
  await connection.run(INSERT, values, { means: LIST(DOUBLE), low80: LIST(DOUBLE), high80: LIST(DOUBLE) })
}

const INSERT = `
  insert into forecast_run
  values ($id, $key, $filters, $metric, $charges, $currency, $now::timestamp, $through::date, $version, $method,
    $means, $low80, $high80, $month::date, $actual::double, $mean::double, $low::double, $high::double)`

/** As a query names it: `team:is:Search`. */
function toTexts({ dimension, op, values }: Filter): readonly string[] {
  return op === 'absent' ? [`${dimension}:absent`] : values.map((value) => `${dimension}:${op}:${value}`)
}

const keptQuery = {
  name: 'forecast.is-kept',
  sql: `
    select id
    from forecast_run
    where scope_key = $scope and data_through = $through::date and len(means) >= $days::integer
    limit 1
  `,
  params: z.object({ scope: z.string(), through: z.string(), days: z.number() }),
  row: z.object({ id: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
