import { LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { z } from 'zod'
import { runQuery } from '../../db/query.ts'
import type { Ask } from '../../queries/ask.ts'
import { countedQuery, HOURS_SQL } from './demand-sql.ts'
import type { KeptShare } from './measures.ts'
import type { DemandScope } from './scopes.ts'

const HOUR_MS = 3_600_000

/** A commitment whose usage comes back on demand: what a dollar of it costs there. */
export interface Returning {
  readonly id: string
  readonly factor: number
}

/** On-demand cost hour by hour, without gaps; `spread` is the part of each hour that comes from longer lines. */
export interface DemandSeries {
  readonly hours: readonly number[]
  readonly spread: readonly number[]
  /** Cost before sustained-use and similar discounts, to the cost paid. */
  readonly beforeRatio: number
  /** Of it, what the returning commitments cover now, an hour. */
  readonly returningHourly: number
  readonly sql: string
  /** What is bound beside the files and days that count. */
  readonly params: Readonly<Record<string, unknown>>
}

/**
 * Reads the hours of a scope from the lake: usage on demand of its kinds, less what measures end, and usage that returning
 * commitments cover.
 * Lines of a day are spread over its hours. `lake` is the folder that the ledger's names are relative to.
 */
export async function readDemand(
  ask: Ask,
  lake: string,
  scope: DemandScope,
  { returning, kept }: { readonly returning: readonly Returning[]; readonly kept: readonly KeptShare[] },
): Promise<DemandSeries> {
  const provider = scope.kinds[0]?.provider ?? ''
  const days = await runQuery(ask.connection, countedQuery, {
    lake,
    provider,
    account: scope.billingAccount,
    start: scope.start,
    end: scope.end,
  })
  if (days.length === 0)
    return { hours: [], spread: [], beforeRatio: 1, returningHourly: 0, sql: HOURS_SQL, params: {} }
  const texts = {
    files: [...new Set(days.map(({ file }) => file))],
    keys: days.map(({ file, day }) => `${file}|${day}`),
    shared: days.filter(({ whole }) => !whole).map(({ file, day }) => `${file}|${day}`),
    kinds: [...new Set(scope.kinds.map((kind) => kindKey(kind)))],
    returning: returning.map(({ id }) => id),
    factors: returning.map(({ factor }) => String(factor)),
    resources: kept.map(({ resource }) => resource),
    keep: kept.map(({ keep }) => String(keep)),
  }
  const values = Object.fromEntries(Object.entries(texts).map(([name, list]) => [name, listValue(list)]))
  const types = Object.fromEntries(Object.keys(texts).map((name) => [name, LIST(VARCHAR)]))
  const reader = await ask.connection.runAndReadAll(
    HOURS_SQL,
    { ...values, currency: scope.currency },
    { ...types, currency: VARCHAR },
  )
  const { files: _files, keys: _keys, shared: _shared, ...params } = texts
  return {
    ...toSeries(z.array(HourRow).parse(reader.getRowObjectsJson()), scope),
    sql: HOURS_SQL,
    params: { ...params, currency: scope.currency },
  }
}

function toSeries(
  rows: readonly z.output<typeof HourRow>[],
  scope: DemandScope,
): Omit<DemandSeries, 'sql' | 'params'> {
  const [first] = rows
  if (first === undefined) return { hours: [], spread: [], beforeRatio: 1, returningHourly: 0 }
  const start = Math.max(Date.parse(`${scope.start}T00:00:00Z`), first.hour_ms)
  const length = Math.max(0, Math.round((Date.parse(`${scope.end}T00:00:00Z`) - start) / HOUR_MS))
  const hours = Array.from({ length }, () => 0)
  const spread = Array.from({ length }, () => 0)
  for (const { hour_ms, cost, spread_cost } of rows) {
    const index = Math.round((hour_ms - start) / HOUR_MS)
    if (index < 0 || index >= length || cost <= 0) continue
    hours[index] = cost
    spread[index] = spread_cost / cost
  }
  const sum = (column: 'cost' | 'before' | 'returning_cost') =>
    rows.reduce((total, row) => total + row[column], 0)
  return {
    hours,
    spread,
    beforeRatio: sum('cost') > 0 ? sum('before') / sum('cost') : 1,
    returningHourly: length === 0 ? 0 : sum('returning_cost') / length,
  }
}

/** The same columns that the daily facts keep, so that a scope means the same lines in both. */
function kindKey(
  kind: { readonly [K in 'service' | 'region' | 'usage_type' | 'consumed_unit']: string | null },
) {
  return [kind.service, kind.region, kind.usage_type, kind.consumed_unit].map((part) => part ?? '').join('|')
}

const HourRow = z.object({
  hour_ms: z.number(),
  cost: z.number(),
  before: z.number(),
  returning_cost: z.number(),
  spread_cost: z.number(),
})
