import type { Alert, AlertState, ChannelState, DeliveryState } from '@outlay/shared/alerts'
import type { BudgetStatus } from '@outlay/shared/budgets'

export const STATUS: Readonly<Record<BudgetStatus, string>> = {
  on_track: 'on track',
  at_risk: 'at risk',
  over: 'over',
  unknown: 'unknown',
}

export const ALERT_STATE: Readonly<Record<AlertState, string>> = {
  open: 'open',
  acknowledged: 'acknowledged',
  snoozed: 'snoozed',
  resolved: 'resolved',
  withdrawn: 'withdrawn',
  silent: 'not sent',
}

export const DELIVERY: Readonly<Record<DeliveryState, string>> = {
  queued: 'waits',
  sending: 'being sent',
  sent: 'delivered',
  failed: 'failed, tried again',
  held: 'held back',
  bundled: 'told with others',
  unsubscribed: 'unsubscribed',
  dead: 'given up',
}

export const CHANNEL: Readonly<Record<ChannelState['state'], string>> = {
  ok: 'works',
  failing: 'fails, tried again',
  disabled: 'disabled',
  unconfigured: 'not set up',
}

/** `actual-80` → `80% spent`. */
export function ruleWords(rule: string): string {
  const [on, percent] = rule.split('-')
  if (rule === 'daily-spike') return 'daily spike'
  if (on === 'actual') return `${percent}% spent`
  if (on === 'forecast') return `forecast ${percent}%`
  return rule.replaceAll('-', ' ')
}

/** `slack:#ml` → `#ml`; the file says what it is. */
export function channelWords(channel: string): string {
  if (channel === 'file') return 'file in the data folder'
  return channel.replace(/^(slack|email):/, '')
}

export function whenWords({ kind, period }: Alert): string {
  return kind === 'test' || kind === 'anomaly' ? '' : period.replace('~trial', '')
}
