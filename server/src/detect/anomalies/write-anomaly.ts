import { type DuckDBConnection, VARCHAR } from '@duckdb/node-api'
import type { StoreStamp } from './store.ts'
import type { FoundAnomaly } from './to-row.ts'

export async function insertAnomaly(
  connection: DuckDBConnection,
  id: string,
  found: FoundAnomaly,
  stamp: Stamp,
  standing: { readonly state: string; readonly reason: string | null },
): Promise<void> {
  await write(connection, INSERT, id, found, stamp, standing)
}

/** What the run says of one that is known; what people said, and how it was first told, stays. */
export async function updateAnomaly(
  connection: DuckDBConnection,
  id: string,
  found: FoundAnomaly,
  stamp: Stamp,
): Promise<void> {
  await write(connection, UPDATE, id, found, stamp)
}

type Stamp = Pick<StoreStamp, 'now' | 'causes'>

/** What a run may change. */
const COLUMNS = [
  'fingerprint',
  'scope',
  'provider',
  'billing_account',
  'sub_account',
  'sub_account_name',
  'service',
  'usage_type',
  'team',
  'kind',
  'silent',
  'started_on',
  'last_day',
  'detected_on',
  'days',
  'currency',
  'expected',
  'actual',
  'excess_per_day',
  'excess',
  'month_end_impact',
  'confidence',
] as const
/** Stays as it was first told. */
const FIRST: readonly string[] = ['detected_on', 'silent']

const INSERT = `insert into anomaly (id, state, reason, ${COLUMNS.join(', ')}, causes, created_at, updated_at)
  values ($id, $state, $reason, ${COLUMNS.map((name) => `$${name}`).join(', ')}, $causes, $now::timestamp, $now::timestamp)`
const UPDATE = `update anomaly set ${COLUMNS.filter((name) => !FIRST.includes(name))
  .map((name) => `${name} = $${name}`)
  .join(', ')}, causes = $causes, updated_at = $now::timestamp where id = $id`

async function write(
  connection: DuckDBConnection,
  sql: string,
  id: string,
  { row }: FoundAnomaly,
  stamp: Stamp,
  extra: Readonly<Record<string, string | null>> = {},
): Promise<void> {
  const named = COLUMNS.filter((name) => sql === INSERT || !FIRST.includes(name))
  const values = { id, now: stamp.now, causes: JSON.stringify(stamp.causes(id)), ...extra }
  const columns = Object.fromEntries(named.map((name) => [name, row[name]]))
  const types = Object.fromEntries(
    Object.entries({ ...values, ...columns }).flatMap(([name, value]) =>
      value === null ? [[name, VARCHAR]] : [],
    ),
  )
  await connection.run(sql, { ...values, ...columns }, types)
}
