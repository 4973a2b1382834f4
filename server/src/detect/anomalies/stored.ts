import type { DuckDBConnection } from '@duckdb/node-api'
import { ANOMALY_KINDS, ANOMALY_STATES, CLASSIFICATIONS } from '@outlay/shared/detect'
import { z } from 'zod'
import { type Query, runQuery } from '../../db/query.ts'

const Stored = z.object({
  id: z.string(),
  fingerprint: z.string(),
  provider: z.string().nullable(),
  billing_account: z.string().nullable(),
  sub_account: z.string().nullable(),
  service: z.string().nullable(),
  usage_type: z.string().nullable(),
  team: z.string().nullable(),
  scope: z.string(),
  kind: z.enum(ANOMALY_KINDS),
  state: z.enum(ANOMALY_STATES),
  classification: z.enum(CLASSIFICATIONS).nullable(),
  started_on: z.string(),
  last_day: z.string(),
  currency: z.string(),
  excess_per_day: z.number(),
  by_person: z.boolean(),
})
export type StoredAnomaly = z.output<typeof Stored>

/** All that is known of anomalies, with whether a person set the state last. */
export async function readStored(connection: DuckDBConnection): Promise<readonly StoredAnomaly[]> {
  return runQuery(connection, storedQuery, {})
}

const storedQuery = {
  name: 'anomalies.stored',
  sql: `
    with set_by as (
      select anomaly_id, arg_max(actor, happened_at) <> 'system' as by_person
      from anomaly_event
      where kind = 'state'
      group by anomaly_id
    )
    select id, fingerprint, provider, billing_account, sub_account, service, usage_type, team, scope, kind, state,
      classification, started_on, last_day, currency, excess_per_day, coalesce(by_person, false) as by_person
    from anomaly
    left join set_by on anomaly_id = id
    order by started_on, id
  `,
  params: z.object({}),
  row: Stored,
} satisfies Query<z.ZodType, z.ZodType>
