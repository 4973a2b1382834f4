import type { DuckDBConnection } from '@duckdb/node-api'
import {
  ALERT_KINDS,
  ALERT_STATES,
  type Alert,
  type AlertDelivery,
  type AlertState,
  type AlertsAnswer,
  DELIVERY_STATES,
  type SlackMessage,
} from '@outlay/shared/alerts'
import { groupBy } from '@outlay/shared/group-by'
import { z } from 'zod'
import { type Query, runQuery } from '../db/query.ts'
import { AppError } from '../errors.ts'
import { readParams, whole } from '../queries/params.ts'
import { type AlertRow, readAlerts } from './alert-rows.ts'
import { type AlertsDeps, channelsOf } from './channels-answer.ts'
import { trialAccounts } from './decide/trial-accounts.ts'
import { toSlackMessage } from './message/slack-message.ts'
import { stateNoteOf } from './outbox/outgoing.ts'
import { subjectWords } from './unsubscribe/mail-subject.ts'
import { readUnsubscribed } from './unsubscribe/unsubscribed.ts'

export const AlertsParams = z.strictObject({
  state: z.enum(ALERT_STATES).optional(),
  kind: z.enum(ALERT_KINDS).optional(),
  entity: z.string().max(200).optional().describe('A budget, anomaly or source'),
  limit: whole(1, 1000).default(200),
})

/** Answers `GET /alerts`: decisions with their deliveries, newest first, and how the channels are. */
export async function answerAlerts(
  connection: DuckDBConnection,
  params: URLSearchParams,
  deps: AlertsDeps,
): Promise<AlertsAnswer> {
  const { state, kind, entity, limit } = readParams(AlertsParams, params)
  const rows = await readAlerts(connection, entity === undefined ? {} : { entity })
  const shown = rows
    .filter(
      (row) => (state === undefined || row.state === state) && (kind === undefined || row.kind === kind),
    )
    .slice(0, limit)
  const deliveries = groupBy(await runQuery(connection, deliveriesQuery, {}), (row) => row.alert_id)
  const counts = Object.fromEntries(
    ALERT_STATES.map((each) => [each, rows.filter((row) => row.state === each).length]),
  ) as Record<AlertState, number>
  const { until } = await trialAccounts(connection, deps.now, deps.config.alerts.trialDays)
  return {
    data: shown.map((row) => toAlert(row, deliveries.get(row.id) ?? [])),
    meta: {
      channels: await channelsOf(connection, deps),
      counts,
      unsubscribed: (await readUnsubscribed(connection)).map(({ address, subject, since }) => ({
        address,
        of: subjectWords(subject),
        since,
      })),
      trialUntil: until,
    },
  }
}

/** Answers `GET /alerts/{id}`, with the message as Slack would show it. @throws NOT_FOUND */
export async function answerAlert(
  connection: DuckDBConnection,
  id: string,
): Promise<{ readonly data: Alert; readonly slack: SlackMessage }> {
  const [row] = await readAlerts(connection, { id })
  if (row === undefined) throw new AppError('NOT_FOUND', `There is no alert "${id}".`)
  const deliveries = (await runQuery(connection, deliveriesQuery, {})).filter((each) => each.alert_id === id)
  return { data: toAlert(row, deliveries), slack: previewOf(row) }
}

function previewOf(row: AlertRow): SlackMessage {
  return toSlackMessage(row.message, {
    alertId: row.id,
    state: row.state,
    stateNote: stateNoteOf(row),
    acting: true,
    version: 1,
  })
}

function toAlert(row: AlertRow, deliveries: readonly Delivery[]): Alert {
  const { id, fingerprint, kind, entity, rule, period, severity, message, state, reason, actor } = row
  return {
    ...{ id, fingerprint, kind, entity, rule, period, severity, message, state, reason, actor },
    snoozedUntil: row.snoozed_until,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deliveries: deliveries.map(
      (each): AlertDelivery => ({
        id: each.id,
        channel: each.channel,
        action: each.action,
        state: each.state,
        attempts: each.attempts,
        createdAt: each.created_at,
        sentAt: each.sent_at,
        nextTryAt: each.next_try_at,
        note: each.note,
      }),
    ),
  }
}

type Delivery = z.output<typeof deliveriesQuery.row>

const deliveriesQuery = {
  name: 'alerts.deliveries',
  sql: `
    select id, alert_id, channel, action, state, attempts, note,
      strftime(created_at, '%Y-%m-%dT%H:%M:%SZ') as created_at,
      strftime(sent_at, '%Y-%m-%dT%H:%M:%SZ') as sent_at,
      strftime(next_try_at, '%Y-%m-%dT%H:%M:%SZ') as next_try_at
    from outbox
    order by created_at, id
  `,
  params: z.object({}),
  row: z.object({
    id: z.string(),
    alert_id: z.string(),
    channel: z.string(),
    action: z.string(),
    state: z.enum(DELIVERY_STATES),
    attempts: z.int(),
    note: z.string().nullable(),
    created_at: z.string(),
    sent_at: z.string().nullable(),
    next_try_at: z.string().nullable(),
  }),
} satisfies Query<z.ZodType, z.ZodType>
