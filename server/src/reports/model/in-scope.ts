import type { Anomaly } from '@outlay/shared/detect'
import { addDays } from '@outlay/shared/period'
import { z } from 'zod'
import { runQuery } from '../../db/query.ts'
import type { Filter } from '../../queries/filters.ts'
import { createBinder, whereSql } from '../../queries/where-sql.ts'
import { BASIS, type ReportAsk, scopeFilters } from './scope.ts'

const DAYS = 30

/** Resources with costs in the scope of a filter in its last 30 days: what a fix of it must touch. */
export async function resourcesOf(asked: ReportAsk): Promise<ReadonlySet<string>> {
  const { ask, period, currency } = asked
  const binder = createBinder()
  const question = {
    ...BASIS,
    ...{ start: addDays(period.end, -DAYS), end: period.end, currency, filters: scopeFilters(asked) },
  }
  const sql = `
    select distinct resource
    from cost_fact
    where ${whereSql(question, ask.state.promoted, binder)} and resource is not null
    order by resource`
  const query = { name: 'reports.resources', sql, params: z.record(z.string(), z.string()), row: Row }
  return new Set((await runQuery(ask.connection, query, binder.params)).map(({ resource }) => resource))
}

const Row = z.object({ resource: z.string() })

/** What an anomaly says of itself, by dimension. */
const PLACE: Readonly<Record<string, (anomaly: Anomaly) => string | null>> = {
  provider: ({ provider }) => provider,
  billingAccount: ({ billingAccountId }) => billingAccountId,
  subAccount: ({ subAccountId }) => subAccountId,
  service: ({ service }) => service,
  usageType: ({ usageType }) => usageType,
}

/** True where an anomaly says for each filter that it lies in it: one that spans more than the scope does not. */
export function liesIn(anomaly: Anomaly, filters: readonly Filter[]): boolean {
  return filters.every(({ dimension, op, values }) => {
    const place = PLACE[dimension]?.(anomaly) ?? null
    if (place === null) return false
    if (op === 'is') return values.includes(place)
    if (op === 'not') return !values.includes(place)
    return op === 'contains' && values.some((value) => place.toLowerCase().includes(value.toLowerCase()))
  })
}
