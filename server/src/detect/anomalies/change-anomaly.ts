import { type DuckDBConnection, VARCHAR } from '@duckdb/node-api'
import { type Anomaly, CLASSIFICATIONS } from '@outlay/shared/detect'
import { isDay } from '@outlay/shared/period'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { readAnomaly } from './read-anomalies.ts'

const CHANGES = ['state', 'classification', 'assignee', 'snoozedUntil', 'note'] as const

/** What people say of an anomaly; what is left out stays, null takes back. */
export const AnomalyChange = z
  .strictObject({
    state: z.enum(['active', 'acknowledged', 'resolved']).optional(),
    classification: z.enum(CLASSIFICATIONS).nullish(),
    assignee: z.string().trim().min(1).max(200).nullish(),
    snoozedUntil: z.string().refine(isDay, { error: 'must be a day as YYYY-MM-DD' }).nullish(),
    note: z.string().max(2000).nullish(),
  })
  .refine((change) => CHANGES.some((name) => change[name] !== undefined), {
    error: `names none of ${CHANGES.join(', ')}`,
  })
export type AnomalyChange = z.output<typeof AnomalyChange>

/**
 * Changes what people say of one anomaly, each change with an event. What is planned, no anomaly or a fault of the data
 * is resolved with it; "not an anomaly" raises the gate of its place from the next run on.
 * @throws NOT_FOUND for an id that is not, CONFLICT for a state of one that was withdrawn
 */
export async function changeAnomaly(
  connection: DuckDBConnection,
  id: string,
  change: AnomalyChange,
  { actor, now }: { readonly actor: string; readonly now: string },
): Promise<Anomaly> {
  const before = await existing(connection, id)
  const state = change.state ?? impliedState(before, change)
  if (state !== undefined && before.state === 'withdrawn') {
    throw new AppError(
      'CONFLICT',
      `The anomaly "${id}" was withdrawn: ${before.reason ?? 'its cause is gone'}`,
    )
  }
  const wanted = { ...change, ...(state === undefined ? {} : { state }) }
  for (const name of CHANGES) {
    const to = wanted[name]
    if (to === undefined || to === before[name]) continue
    await connection.run(
      `update anomaly set ${COLUMNS[name]}, updated_at = $now::timestamp where id = $id`,
      { id, now, value: to },
      { id: VARCHAR, now: VARCHAR, value: VARCHAR },
    )
    await connection.run(
      'insert into anomaly_event values ($id, $now::timestamp, $actor, $kind, $from, $to, null)',
      { id, now, actor, kind: KINDS[name], from: before[name], to },
      { id: VARCHAR, now: VARCHAR, actor: VARCHAR, kind: VARCHAR, from: VARCHAR, to: VARCHAR },
    )
  }
  return existing(connection, id)
}

const COLUMNS = {
  state: 'state = $value',
  classification: 'classification = $value',
  assignee: 'assignee = $value',
  snoozedUntil: 'snoozed_until = $value::date',
  note: 'note = $value',
} as const

const KINDS = {
  state: 'state',
  classification: 'classification',
  assignee: 'assignee',
  snoozedUntil: 'snoozed',
  note: 'note',
} as const

function impliedState(
  before: Anomaly,
  { classification }: AnomalyChange,
): 'resolved' | 'acknowledged' | undefined {
  if (classification === undefined || classification === null) return undefined
  if (classification !== 'real') return before.state === 'withdrawn' ? undefined : 'resolved'
  return before.state === 'active' ? 'acknowledged' : undefined
}

async function existing(connection: DuckDBConnection, id: string): Promise<Anomaly> {
  const found = await readAnomaly(connection, id)
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no anomaly "${id}".`)
  return found
}
