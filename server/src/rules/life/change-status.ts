import type { DuckDBConnection } from '@duckdb/node-api'
import { isDay } from '@outlay/shared/period'
import { RECOMMENDATION_STATUSES, type Recommendation } from '@outlay/shared/recommendations'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { readRecommendation } from './read-recommendations.ts'

/** Statuses that people set; the others follow from the bill. */
const SETTABLE = ['open', 'accepted', 'in_progress', 'applied', 'snoozed', 'dismissed'] as const

export const StatusChange = z
  .strictObject({
    status: z.enum(RECOMMENDATION_STATUSES).optional(),
    reason: z.string().max(2000).nullish(),
    until: z.string().refine(isDay, { error: 'must be a day as YYYY-MM-DD' }).nullish(),
    untilCost: z.number().positive().nullish(),
    assignee: z.string().max(200).nullish(),
  })
  .refine(({ status, assignee }) => status !== undefined || assignee !== undefined, {
    error: 'names neither status nor assignee',
  })
export type StatusChange = z.output<typeof StatusChange>

export interface Stamp {
  readonly actor: string
  readonly now: string
}

/**
 * Changes what people say of recommendations, all or none, each with an event.
 * @throws NOT_FOUND for an id that is not, INVALID_INPUT for a status that only the bill can bring, a snooze without an
 * end, or a dismissal without a reason
 */
export async function changeStatus(
  connection: DuckDBConnection,
  ids: readonly string[],
  change: StatusChange,
  { actor, now }: Stamp,
): Promise<Recommendation[]> {
  refuseUnsound(change)
  const changed: Recommendation[] = []
  for (const id of ids) changed.push(await changeOne(connection, id, change, { actor, now }))
  return changed
}

async function changeOne(
  connection: DuckDBConnection,
  id: string,
  change: StatusChange,
  { actor, now }: Stamp,
): Promise<Recommendation> {
  const before = await existing(connection, id)
  const { status, reason = null, until = null, untilCost = null, assignee } = change
  const after =
    status === undefined
      ? { status: before.status, reason: before.statusReason, until: before.until, cost: before.untilCost }
      : { status, reason, until, cost: status === 'dismissed' ? backAt(before) : untilCost }
  const owner = assignee === undefined ? before.assignee : assignee
  await connection.run(UPDATE, { id, ...after, assignee: owner, now })
  await connection.run(
    'insert into recommendation_event values ($id, $now::timestamp, $actor, $from, $to, $reason)',
    {
      id,
      now,
      actor,
      from: before.status,
      to: after.status,
      reason: reason ?? (assignee === undefined ? null : `assigned to ${assignee ?? 'nobody'}`),
    },
  )
  return existing(connection, id)
}

/** What is dismissed comes back by itself when it saves twice as much; what saves nothing never. */
function backAt({ monthlySavings }: Recommendation): number | null {
  return monthlySavings.expected > 0 ? 2 * monthlySavings.expected : null
}

async function existing(connection: DuckDBConnection, id: string): Promise<Recommendation> {
  const found = await readRecommendation(connection, id)
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no recommendation "${id}".`)
  return found
}

function refuseUnsound({ status, reason, until, untilCost }: StatusChange): void {
  if (status === undefined) return
  if (!SETTABLE.some((settable) => settable === status))
    throw new AppError(
      'INVALID_INPUT',
      `status: "${status}" follows from the bill. Set one of ${SETTABLE.join(', ')}.`,
    )
  if (status === 'snoozed' && until == null && untilCost == null)
    throw new AppError(
      'INVALID_INPUT',
      'until: a snooze needs a day or untilCost, a cost a month, at which it ends.',
    )
  if (status === 'dismissed' && (reason == null || reason.trim() === ''))
    throw new AppError('INVALID_INPUT', 'reason: a dismissal needs a reason.')
}

const UPDATE = `
  update recommendation set status = $status, status_reason = $reason, until_day = $until::date,
    until_cost = $cost::double, assignee = $assignee, updated_at = $now::timestamp,
    applied_on = case when $status = 'applied' then coalesce(applied_on, $now::timestamp::date)
      when $status in ('open', 'accepted', 'in_progress') then null else applied_on end
  where id = $id`
