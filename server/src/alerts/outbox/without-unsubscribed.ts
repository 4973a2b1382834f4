import type { DuckDBConnection } from '@duckdb/node-api'
import { ALL_ALERTS, subjectsOver } from '../unsubscribe/mail-subject.ts'
import { normalisedAddress } from '../unsubscribe/unsubscribe-token.ts'
import { keepMailSecret, readUnsubscribed } from '../unsubscribe/unsubscribed.ts'
import { IDS, idsOf, UPDATE } from './next-of.ts'
import type { OutboxRow } from './outbox-rows.ts'

/** Rows of a channel that its reader still takes; the others are closed, which their history shows. */
export async function withoutUnsubscribed(
  connection: DuckDBConnection,
  channel: string,
  rows: readonly OutboxRow[],
): Promise<readonly OutboxRow[]> {
  if (!channel.startsWith('email:')) return rows
  await keepMailSecret(connection)
  const mine = normalisedAddress(channel.slice('email:'.length))
  const subjects = new Set(
    (await readUnsubscribed(connection)).flatMap(({ address, subject }) =>
      address === mine ? [subject] : [],
    ),
  )
  const refused = rows.filter((row) => subjectsOf(row).some((subject) => subjects.has(subject)))
  if (refused.length === 0) return rows
  await connection.run(
    `${UPDATE} state = 'unsubscribed', note = $note, next_try_at = null, lease = null where ${IDS}`,
    { note: `${mine} has unsubscribed`, ids: idsOf(refused) },
  )
  return rows.filter((row) => !refused.includes(row))
}

/** A mail of several alerts is about all of them. */
function subjectsOf(row: OutboxRow): readonly string[] {
  const gathers = row.action === 'bundle' || (row.action === 'fallback' && row.payload !== null)
  return gathers ? [ALL_ALERTS] : subjectsOver(row)
}
