import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'

/** Another text whenever the facts are others: what counts of the ledger, and who bears it. */
export async function factsStamp(connection: DuckDBConnection): Promise<string> {
  const [row] = await runQuery(connection, stampQuery, {})
  return row?.stamp ?? ''
}

const stampQuery = {
  name: 'alerts.facts-stamp',
  sql: `
    select concat_ws('-',
      (select concat_ws('.', count(*), coalesce(max(seq), 0), coalesce(sum(hash(id, state) % 1000003), 0)) from import),
      (select coalesce(sum(hash(import_id, day, currency, counts, whole) % 1000003), 0) from import_day),
      (select concat_ws('.', count(*), coalesce(sum(hash(team) % 1000003), 0)) from cost_fact)) as stamp
  `,
  params: z.object({}),
  row: z.object({ stamp: z.string() }),
} satisfies Query<z.ZodType, z.ZodType>
