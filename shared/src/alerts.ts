import type { Day } from './period.ts'

/** Shapes of `/api/v1/alerts`. */

export const ALERT_STATES = ['open', 'acknowledged', 'snoozed', 'resolved', 'withdrawn', 'silent'] as const
export type AlertState = (typeof ALERT_STATES)[number]

export const ALERT_KINDS = ['budget', 'anomaly', 'data_late', 'test', 'report'] as const
export type AlertKind = (typeof ALERT_KINDS)[number]

export const SEVERITIES = ['info', 'warning', 'critical'] as const
export type Severity = (typeof SEVERITIES)[number]

export const DELIVERY_STATES = [
  'queued',
  'sending',
  'sent',
  'failed',
  'held',
  'bundled',
  'unsubscribed',
  'dead',
] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** What is told, before any channel gives it a form. Texts are plain: every channel escapes them by itself. */
export interface AlertMessage {
  readonly kind: AlertKind
  readonly severity: Severity
  /** At most 100 characters. */
  readonly title: string
  /** The whole in one sentence or three: subject of the mail, text of the notification. */
  readonly sentence: string
  /** The main figure, and lines below it. */
  readonly headline: string
  readonly lines: readonly string[]
  readonly fields: readonly { readonly label: string; readonly value: string }[]
  readonly fixes: readonly { readonly text: string; readonly saving: string; readonly url: string | null }[]
  readonly open: { readonly label: string; readonly url: string | null }
  readonly footer: string
  /** Member id in Slack of the owner, who is mentioned where the alert is critical. */
  readonly mention?: string | undefined
  /** Of a report: written already, for channels that take more than a message. */
  readonly content?: MessageContent | undefined
}

export interface MessageContent {
  readonly email: { readonly subject: string; readonly text: string; readonly html: string }
  readonly emailHeaders: Readonly<Record<string, string>>
  /** By whose clock its mail is dated, where no team says so. */
  readonly timezone?: string | undefined
  readonly slack: SlackMessage
}

export interface AlertDelivery {
  readonly id: string
  readonly channel: string
  /** post, update, reply, bundle, escalate, fallback. */
  readonly action: string
  readonly state: DeliveryState
  readonly attempts: number
  readonly createdAt: string
  readonly sentAt: string | null
  readonly nextTryAt: string | null
  /** Why it failed last, or why it waits. */
  readonly note: string | null
}

export interface Alert {
  readonly id: string
  readonly fingerprint: string
  readonly kind: AlertKind
  /** The budget, anomaly or source. */
  readonly entity: string
  /** e.g. `actual-80`, `forecast-100`, `daily-spike`. */
  readonly rule: string
  readonly period: string
  readonly severity: Severity
  readonly message: AlertMessage
  readonly state: AlertState
  /** Why it is silent, resolved or withdrawn. */
  readonly reason: string | null
  readonly actor: string | null
  readonly snoozedUntil: Day | null
  readonly createdAt: string
  readonly updatedAt: string
  readonly deliveries: readonly AlertDelivery[]
}

export interface ChannelState {
  readonly id: string
  readonly state: 'ok' | 'failing' | 'disabled' | 'unconfigured'
  readonly reason: string | null
  readonly since: string | null
  /** How it is delivered: slack-bot, slack-webhook, email, webhook, outbox-file. */
  readonly notifier: string
  readonly waiting: number
}

export interface AlertsAnswer {
  /** Newest first. */
  readonly data: readonly Alert[]
  readonly meta: {
    readonly channels: readonly ChannelState[]
    readonly counts: Readonly<Record<AlertState, number>>
    /** Who takes no more mails, and of what, in words. */
    readonly unsubscribed: readonly {
      readonly address: string
      readonly of: string
      readonly since: string
    }[]
    /** The day from which a source that was connected lately may alert; null when none is on trial. */
    readonly trialUntil: Day | null
  }
}

/** A kind of message with an example, for the page that shows them all. */
export interface MessageSample {
  readonly id: string
  /** When it is sent. */
  readonly title: string
  readonly slack: SlackMessage
}

/** A Slack message as it is sent, for the preview. */
export interface SlackMessage {
  readonly text: string
  readonly blocks: readonly SlackBlock[]
}

export type SlackText =
  | { readonly type: 'plain_text'; readonly text: string; readonly emoji?: boolean }
  | { readonly type: 'mrkdwn'; readonly text: string }

export interface SlackButton {
  readonly type: 'button'
  readonly action_id: string
  readonly text: Extract<SlackText, { type: 'plain_text' }>
  readonly value?: string
  readonly url?: string
  readonly style?: 'primary'
  readonly accessibility_label?: string
}

export interface SlackSelect {
  readonly type: 'static_select'
  readonly action_id: string
  readonly placeholder: Extract<SlackText, { type: 'plain_text' }>
  readonly options: readonly {
    readonly text: Extract<SlackText, { type: 'plain_text' }>
    readonly value: string
  }[]
}

export type SlackBlock =
  | { readonly type: 'header'; readonly text: Extract<SlackText, { type: 'plain_text' }> }
  | { readonly type: 'section'; readonly text: SlackText }
  | { readonly type: 'section'; readonly fields: readonly SlackText[] }
  | {
      readonly type: 'actions'
      readonly block_id: string
      readonly elements: readonly (SlackButton | SlackSelect)[]
    }
  | { readonly type: 'context'; readonly elements: readonly SlackText[] }
  | { readonly type: 'divider' }
  | SlackChartBlock

/** A chart; a workspace that does not know the block gets its figures as a line of text. */
export interface SlackChartBlock {
  readonly type: 'data_visualization'
  readonly title: string
  readonly chart: SlackChart
}

export type SlackChart =
  | {
      readonly type: 'line' | 'bar' | 'area'
      readonly series: readonly { readonly name: string; readonly data: readonly SlackPoint[] }[]
      readonly axis_config: {
        readonly categories: readonly string[]
        readonly x_label?: string
        readonly y_label?: string
      }
    }
  | { readonly type: 'pie'; readonly segments: readonly SlackPoint[] }

export interface SlackPoint {
  /** Of a line, bar or area: one of the categories. */
  readonly label: string
  readonly value: number
}
