import {
  ALERT_KINDS,
  ALERT_STATES,
  type Alert,
  type AlertsAnswer,
  DELIVERY_STATES,
  SEVERITIES,
} from '@outlay/shared/alerts'
import { z } from 'zod'
import { Day } from './common.ts'

const Link = z.string().nullable()

const AlertShape = z.strictObject({
  id: z.string(),
  fingerprint: z.string(),
  kind: z.enum(ALERT_KINDS),
  entity: z.string().describe('The budget, anomaly or source'),
  rule: z.string(),
  period: z.string(),
  severity: z.enum(SEVERITIES),
  message: z.strictObject({
    kind: z.enum(ALERT_KINDS),
    severity: z.enum(SEVERITIES),
    title: z.string(),
    sentence: z.string(),
    headline: z.string(),
    lines: z.array(z.string()),
    fields: z.array(z.strictObject({ label: z.string(), value: z.string() })),
    fixes: z.array(z.strictObject({ text: z.string(), saving: z.string(), url: Link })),
    open: z.strictObject({ label: z.string(), url: Link }),
    footer: z.string(),
    mention: z.string().optional(),
  }),
  state: z.enum(ALERT_STATES),
  reason: z.string().nullable(),
  actor: z.string().nullable(),
  snoozedUntil: Day.nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  deliveries: z.array(
    z.strictObject({
      id: z.string(),
      channel: z.string(),
      action: z.string(),
      state: z.enum(DELIVERY_STATES),
      attempts: z.int(),
      createdAt: z.string(),
      sentAt: z.string().nullable(),
      nextTryAt: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
}) satisfies z.ZodType<Alert>

export const AlertsShape = z.strictObject({
  data: z.array(AlertShape),
  meta: z.strictObject({
    channels: z.array(
      z.strictObject({
        id: z.string(),
        state: z.enum(['ok', 'failing', 'disabled', 'unconfigured']),
        reason: z.string().nullable(),
        since: z.string().nullable(),
        notifier: z.string(),
        waiting: z.int(),
      }),
    ),
    counts: z.record(z.enum(ALERT_STATES), z.int()),
    unsubscribed: z.array(z.strictObject({ address: z.string(), of: z.string(), since: z.string() })),
    trialUntil: Day.nullable(),
  }),
}) satisfies z.ZodType<AlertsAnswer>

const SlackShape = z.strictObject({
  text: z.string(),
  blocks: z.array(z.record(z.string(), z.unknown())).describe('Slack blocks, as they are sent'),
})

export const OneAlertShape = z.strictObject({ data: AlertShape, slack: SlackShape })

export const SamplesShape = z.strictObject({
  data: z.array(z.strictObject({ id: z.string(), title: z.string(), slack: SlackShape })),
})
