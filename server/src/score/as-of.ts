import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api'
import { addDays, type Day } from '@outlay/shared/period'
import { z } from 'zod'
import type { DataPaths } from '../db/open.ts'
import { Count, type Query, runQuery } from '../db/query.ts'
import type { DataState } from '../queries/data-state.ts'

/** What could be told of the facts as they were known on a past day. */
export interface Hindsight {
  /** Units of the bill read in an older version, the one that was known then. */
  readonly older: number
  /** Units whose version of then is gone or that came later altogether: read as they are now. */
  readonly later: number
  readonly units: number
}

/** A day is complete once its bill had this long to arrive. Source: finops §3. */
const SETTLING_DAYS = 3

/**
 * Lets this connection see the data folder as when a day had become complete: temporary views stand before `cost_fact`,
 * `import`, `import_day`, `metric_day` and `inventory`, with days and observations up to it and, where the ledger still
 * has them, the deliveries that counted then. File names of `import` start at the data folder. Teams, names and prices
 * are those of today.
 */
export async function standAt(connection: DuckDBConnection, paths: DataPaths, day: Day): Promise<Hindsight> {
  await standNow(connection)
  const until = addDays(day, 1 + SETTLING_DAYS)
  const old = await runQuery(connection, superseded, { until })
  const there = old.filter(({ files }) => files.every((file) => existsSync(join(paths.lakeOld, file))))
  await connection.run(
    'create or replace temp table known_version as select unnest($ids) as id, unnest($now) as now_id',
    { ids: listValue(there.map(({ id }) => id)), now: listValue(there.map(({ now_id }) => now_id)) },
    { ids: LIST(VARCHAR), now: LIST(VARCHAR) },
  )
  const database = await databaseName(connection)
  for (const sql of bounded(database, day)) await connection.run(sql)
  const [counts] = await runQuery(connection, unitCounts, { until, day })
  return { older: there.length, later: counts?.later ?? 0, units: counts?.units ?? 0 }
}

/** Makes the connection see everything again. */
export async function standNow(connection: DuckDBConnection): Promise<void> {
  for (const table of SHADOWS) await connection.run(`drop view if exists temp.${table}`)
}

/** The state of the data as it would have been read when `day` had just become complete. */
export function stateAsOf(state: DataState, day: Day): DataState {
  const accounts = state.accounts
    .filter(({ from }) => from <= day)
    .map((account) => ({
      ...account,
      to: least(account.to, day),
      through: least(account.through, day),
    }))
  return {
    ...state,
    today: addDays(day, 1 + SETTLING_DAYS),
    accounts,
    dataThrough: day,
    newestDay: day,
    lastDay: day,
  }
}

function least(a: Day, b: Day): Day {
  return a < b ? a : b
}

async function databaseName(connection: DuckDBConnection): Promise<string> {
  const [row] = await runQuery(connection, nameQuery, {})
  return `"${(row?.name ?? '').replaceAll('"', '""')}"`
}

const SHADOWS = ['cost_fact', 'import', 'import_day', 'metric_day', 'inventory'] as const

function bounded(database: string, day: Day): string[] {
  const from = (table: string) => `from ${database}.main.${table}`
  const until = `date '${day}' + 1`
  const select: Record<(typeof SHADOWS)[number], string> = {
    cost_fact: `select * ${from('cost_fact')} where day < ${until}`,
    metric_day: `select * ${from('metric_day')} where day < ${until}`,
    inventory: `select * ${from('inventory')} where observed_at < ${until}`,
    import: `
      select * replace (
        if(id in (select id from known_version), 'counted', if(id in (select now_id from known_version), 'side', state)) as state,
        list_transform(lake_files, lambda file: if(state = 'superseded', 'lake-old/', 'lake/') || file) as lake_files)
      ${from('import')}`,
    import_day: `
      select import_day.* replace (
        case when replaced.id is not null then false else coalesce(known.counts, import_day.counts) end as counts,
        coalesce(known.whole, import_day.whole) as whole)
      ${from('import_day')} as import_day
      left join (
        select known_version.id, bool_or(counts) as counts, bool_and(whole) as whole
        from known_version
        join ${database}.main.import_day as successor on successor.import_id = known_version.now_id
        group by known_version.id
      ) as known on known.id = import_day.import_id
      left join known_version as replaced on replaced.now_id = import_day.import_id
      where day < ${until}`,
  }
  return SHADOWS.map((table) => `create or replace temp view ${table} as ${select[table]}`)
}

const nameQuery = {
  name: 'score.database-name',
  sql: 'select current_database() as name',
  params: z.object({}),
  row: z.object({ name: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

const superseded = {
  name: 'score.known-versions',
  sql: `
    select past.id, past.lake_files as files, present.id as now_id
    from import as past
    join import as present
      on present.source = past.source and present.grain = past.grain and present.dataset = past.dataset
      and present.provider is not distinct from past.provider
      and present.billing_account is not distinct from past.billing_account
      and present.billing_period is not distinct from past.billing_period
    where past.kind = 'costs' and past.state = 'superseded' and present.kind = 'costs' and present.state = 'counted'
      and past.created_at < $until::date and past.superseded_at >= $until::date
    order by past.id
  `,
  params: z.object({ until: z.string() }),
  row: z.object({ id: z.string(), files: z.array(z.string()), now_id: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>

const unitCounts = {
  name: 'score.unit-counts',
  sql: `
    select count(*) as units, count(*) filter (where created_at >= $until::date) as later
    from import
    where kind = 'costs' and state = 'counted' and billing_period <= $day
  `,
  params: z.object({ until: z.string(), day: z.string() }),
  row: z.object({ units: Count, later: Count }),
} satisfies Query<z.ZodType, z.ZodType>
