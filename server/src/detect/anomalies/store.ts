import { createHash } from 'node:crypto'
import { type DuckDBConnection, VARCHAR } from '@duckdb/node-api'
import type { AnomalyCause, AnomalyState } from '@outlay/shared/detect'
import { addDays, dayInWords } from '@outlay/shared/period'
import type { Reconciled } from './reconcile.ts'
import type { StoredAnomaly } from './stored.ts'
import type { FoundAnomaly } from './to-row.ts'
import { insertAnomaly, updateAnomaly } from './write-anomaly.ts'

export interface StoreStamp {
  readonly now: string
  /** What an excess is made of; asked for by the id of its row. */
  causes(id: string): readonly AnomalyCause[]
  /** Why a stored anomaly is gone, in words. */
  goneReason(anomaly: StoredAnomaly): string
}

/** Id of an anomaly that is new: of its place, direction and first day. */
export function newId({ row }: FoundAnomaly): string {
  return createHash('sha256').update(`${row.fingerprint}\0${row.started_on}`).digest('hex').slice(0, 12)
}

/**
 * Writes a run: new ones are added, ongoing ones extended, those that are over resolved, and those whose cause a
 * restatement took away withdrawn. What people said stays. Runs inside the writer's transaction.
 */
export async function storeAnomalies(
  connection: DuckDBConnection,
  { added, kept, gone }: Reconciled,
  stamp: StoreStamp,
): Promise<void> {
  for (const found of added) await add(connection, found, stamp)
  for (const { stored, found } of kept) await keep(connection, stored, found, stamp)
  for (const stored of gone) {
    if (stored.state === 'withdrawn' || stored.classification !== null) continue
    await setState(connection, stored, 'withdrawn', stamp.goneReason(stored), stamp.now)
  }
}

async function add(connection: DuckDBConnection, found: FoundAnomaly, stamp: StoreStamp): Promise<void> {
  const id = newId(found)
  const { state, reason } = standing(found)
  await insertAnomaly(connection, id, found, stamp, { state, reason })
  await event(connection, id, stamp.now, { kind: 'found', from: null, to: state, note: reason })
  await keepAsleep(connection, id, stamp.now)
}

/** A snooze holds for the pattern: what is found later at the same place, the same way, sleeps as long. */
async function keepAsleep(connection: DuckDBConnection, id: string, now: string): Promise<void> {
  await connection.run(
    `update anomaly set snoozed_until = (
       select max(other.snoozed_until) from anomaly as other
       where other.fingerprint = anomaly.fingerprint and other.id <> $id and other.snoozed_until > $now::date
     )
     where id = $id`,
    { id, now: now.slice(0, 10) },
  )
}

async function keep(
  connection: DuckDBConnection,
  stored: StoredAnomaly,
  found: FoundAnomaly,
  stamp: StoreStamp,
): Promise<void> {
  await updateAnomaly(connection, stored.id, found, stamp)
  if (found.row.last_day > stored.last_day) {
    const step = { kind: 'extended', from: stored.last_day, to: found.row.last_day, note: null }
    await event(connection, stored.id, stamp.now, step)
  }
  const next = standing(found)
  const settled = stored.by_person || stored.classification !== null
  const reopened = stored.state === 'resolved' && next.state === 'active' && !settled
  const over = ['active', 'acknowledged', 'withdrawn'].includes(stored.state) && next.state === 'resolved'
  const back = stored.state === 'withdrawn' && next.state !== 'resolved'
  if (reopened || over || back) await setState(connection, stored, next.state, next.reason, stamp.now)
}

/** The state of an anomaly that nobody has touched. */
function standing({ row, open, settledIn }: FoundAnomaly): { state: AnomalyState; reason: string | null } {
  if (row.silent !== null && row.silent !== 'backfill') return { state: 'preview', reason: null }
  if (open) return { state: 'active', reason: null }
  const reason = settledIn
    ? 'It has lasted six weeks and counts as usual now.'
    : `Back to what is usual since ${dayInWords(addDays(row.last_day, 1))}.`
  return { state: 'resolved', reason }
}

async function setState(
  connection: DuckDBConnection,
  { id, state }: StoredAnomaly,
  to: AnomalyState,
  reason: string | null,
  now: string,
): Promise<void> {
  await connection.run(
    'update anomaly set state = $to, reason = $reason, updated_at = $now::timestamp where id = $id',
    { id, to, reason, now },
    { id: VARCHAR, to: VARCHAR, reason: VARCHAR, now: VARCHAR },
  )
  await event(connection, id, now, { kind: 'state', from: state, to, note: reason })
}

interface Step {
  readonly kind: string
  readonly from: string | null
  readonly to: string | null
  readonly note: string | null
}

async function event(connection: DuckDBConnection, id: string, now: string, step: Step): Promise<void> {
  await connection.run(
    `insert into anomaly_event values ($id, $now::timestamp, 'system', $kind, $from, $to, $note)`,
    { id, now, ...step },
    { id: VARCHAR, now: VARCHAR, kind: VARCHAR, from: VARCHAR, to: VARCHAR, note: VARCHAR },
  )
}
