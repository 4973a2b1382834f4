import type { DuckDBConnection } from '@duckdb/node-api'
import { addDays, dayInWords, isDay, toDay } from '@outlay/shared/period'
import { z } from 'zod'
import { changeAnomaly } from '../detect/anomalies/change-anomaly.ts'
import { AppError } from '../errors.ts'
import { type AlertRow, readAlerts } from './alert-rows.ts'
import { enqueueChange } from './outbox/enqueue.ts'

/** What people say of an alert. */
export const AlertChange = z
  .strictObject({
    state: z.enum(['open', 'acknowledged', 'snoozed']),
    until: z.string().refine(isDay, { error: 'must be a day as YYYY-MM-DD' }).optional(),
  })
  .refine(({ state, until }) => state === 'snoozed' || until === undefined, {
    error: 'until: only a snooze has an end',
  })
export type AlertChange = z.output<typeof AlertChange>

const SNOOZE_DAYS = 3

/**
 * Acknowledges, snoozes or opens an alert again, and tells it wherever the alert was told. A snooze without an end lasts
 * three days. The same again changes nothing.
 * @throws NOT_FOUND; CONFLICT for one that is over; INVALID_INPUT for a snooze that ends in the past
 */
export async function changeAlert(
  connection: DuckDBConnection,
  id: string,
  change: AlertChange,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<AlertRow> {
  const [before] = await readAlerts(connection, { id })
  if (before === undefined) throw new AppError('NOT_FOUND', `There is no alert "${id}".`)
  if (!isStanding(before.state))
    throw new AppError('CONFLICT', `The alert is ${before.state} and cannot be ${change.state}.`)
  const today = toDay(now)
  const until = change.state === 'snoozed' ? (change.until ?? addDays(today, SNOOZE_DAYS)) : null
  if (until !== null && until <= today)
    throw new AppError('INVALID_INPUT', `until: a snooze ends after today, ${today}.`)
  if (before.state === change.state && before.snoozed_until === until) return before
  await connection.run(
    `update alert set state = $state, actor = $actor, snoozed_until = $until::date, updated_at = $now::timestamp
     where id = $id`,
    { id, state: change.state, actor, until, now: now.toISOString() },
  )
  if (before.kind === 'anomaly')
    await changeIncident(connection, before.entity, change.state, until, { actor, now })
  const text = wordsOf(change.state, actor, until)
  await enqueueChange(connection, id, { key: now.toISOString(), text }, now.toISOString())
  const [after] = await readAlerts(connection, { id })
  return after ?? before
}

/** Closes an alert that stands, and tells it wherever it was told; one that is over stays as it is. */
export async function resolveAlert(
  connection: DuckDBConnection,
  { id, state }: Pick<AlertRow, 'id' | 'state'>,
  reason: string,
  now: Date,
): Promise<void> {
  if (!isStanding(state)) return
  await connection.run(
    `update alert set state = 'resolved', reason = $reason, snoozed_until = null, updated_at = $now::timestamp
     where id = $id`,
    { id, reason, now: now.toISOString() },
  )
  await enqueueChange(connection, id, { key: now.toISOString(), text: reason }, now.toISOString())
}

function isStanding(state: AlertRow['state']): boolean {
  return state === 'open' || state === 'acknowledged' || state === 'snoozed'
}

/** The anomaly behind an alert follows it. */
async function changeIncident(
  connection: DuckDBConnection,
  id: string,
  state: AlertChange['state'],
  until: string | null,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<void> {
  const change =
    state === 'acknowledged'
      ? ({ state: 'acknowledged' } as const)
      : { state: 'active' as const, snoozedUntil: until }
  await changeAnomaly(connection, id, change, { actor, now: now.toISOString() })
}

function wordsOf(state: AlertChange['state'], actor: string, until: string | null): string {
  if (state === 'acknowledged') return `${actor} has acknowledged this.`
  if (until !== null) return `${actor} has snoozed this until ${dayInWords(until)}.`
  return `${actor} has opened this again.`
}
