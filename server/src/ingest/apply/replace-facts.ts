import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { Count, type Query, runQuery } from '../../db/query.ts'
import { deleteBillMonths, insertBillMonths } from './bill-months.ts'
import { type FactSettings, insertFacts } from './facts.ts'
import type { FactOptions } from './options.ts'

/** Facts of this many lines are made in one statement: enough to use every thread, little enough to stay in memory. */
const BATCH_LINES = 1_000_000

/** Replaces the facts of the touched groups by what counts there now. `lake` is the full path of the lake. */
export async function replaceFacts(
  connection: DuckDBConnection,
  lake: string,
  settings: FactSettings,
  onStage: FactOptions['onStage'],
): Promise<void> {
  await connection.run(`
    delete from cost_fact
    using touched_group
    where cost_fact.provider = touched_group.provider
      and cost_fact.billing_account = touched_group.billing_account
      and cost_fact.billing_period = (touched_group.billing_period || '-01')::date
  `)
  await deleteBillMonths(connection)
  onStage?.('facts deleted')
  const counted = await runQuery(connection, countedQuery, {})
  for (const ids of batches(counted)) {
    const files = await fillCountedDays(connection, lake, ids)
    await insertFacts(connection, files, settings)
    await insertBillMonths(connection, files)
    onStage?.('facts inserted')
  }
}

function batches(imports: readonly { id: string; rows_kept: number }[]): string[][] {
  const result: string[][] = []
  let lines = Number.POSITIVE_INFINITY
  for (const { id, rows_kept } of imports) {
    if (lines + rows_kept > BATCH_LINES) {
      result.push([])
      lines = 0
    }
    result.at(-1)?.push(id)
    lines += rows_kept
  }
  return result
}

async function fillCountedDays(connection: DuckDBConnection, lake: string, ids: readonly string[]) {
  await connection.run(
    `
    create or replace temp table counted_day as
    with file as (
      select id, provider, billing_account, (billing_period || '-01')::date as period,
        $lake || '/' || unnest(lake_files) as file
      from import
      where list_contains(string_split($ids, ','), id)
    )
    select distinct file.file, file.id as import_id, file.provider, file.billing_account, file.period,
      import_day.day, import_day.whole
    from file
    join import_day on import_day.import_id = file.id
    where import_day.counts
    `,
    { lake, ids: ids.join(',') },
  )
  const files = await runQuery(connection, filesQuery, {})
  return files.map(({ file }) => file)
}

const countedQuery = {
  name: 'ingest.facts.counted',
  sql: `
    select import.id, import.rows_kept
    from import
    join touched_group using (provider, billing_account, billing_period)
    where import.state = 'counted' and import.kind = 'costs'
    order by import.billing_period, import.seq
  `,
  params: z.object({}),
  row: z.object({ id: z.string(), rows_kept: Count }),
} satisfies Query<z.ZodType, z.ZodType>

const filesQuery = {
  name: 'ingest.facts.files',
  sql: 'select distinct file from counted_day order by file',
  params: z.object({}),
  row: z.object({ file: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
